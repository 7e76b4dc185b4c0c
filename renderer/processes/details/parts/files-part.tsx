import { bytes, counted, visible } from '../../../../core/format.ts';
import type { Files, OpenFile } from '../../../../core/inspection.ts';
import { Nothing } from './part.tsx';

export function FilesPart({ files: { open, count } }: { readonly files: Files }) {
  if (count === 0) return <Nothing>It has none open.</Nothing>;
  return (
    <>
      <table className="part-table">
        <thead>
          <tr>
            <th className="end" scope="col">
              No.
            </th>
            <th scope="col">Access</th>
            <th scope="col">File or socket</th>
          </tr>
        </thead>
        <tbody>
          {open.map((file) => (
            <tr key={file.fd}>
              <td className="end code">{file.fd}</td>
              <td className="code muted">{file.access ?? '–'}</td>
              <td className="code selectable wide">{wordsFor(file)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {count > open.length ? (
        <p className="part-note">{counted(count - open.length, 'more', 'more')} not shown.</p>
      ) : null}
    </>
  );
}

function wordsFor({ target, socket, position, kind }: OpenFile): string {
  if (socket !== null) {
    const local = socket.local === '' ? 'unnamed' : visible(socket.local);
    return [socket.protocol, socket.remote === null ? local : `${local} → ${socket.remote}`, socket.state]
      .filter(Boolean)
      .join(' ');
  }
  const at = kind === 'file' && position !== null && position > 0 ? ` (at ${bytes(position)})` : '';
  return `${visible(target)}${at}`;
}
