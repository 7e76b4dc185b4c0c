import { Search } from 'lucide-react';
import { useState } from 'react';
import { bytes, count, visible } from '../../../../core/format.ts';
import type { Files, OpenFile, Socket } from '../../../../core/inspection.ts';
import type { ProcessKey } from '../../../../core/process.ts';
import { LongTable } from './long-table.tsx';
import { Asked, Nothing } from './part.tsx';

const COLUMNS = [
  { title: 'No.', width: 52, end: true },
  { title: 'Access', width: 56 },
  { title: 'File or socket' },
];

/** So many are seen at a glance. */
const FEW = 15;

export function FilesPart({ of }: { readonly of: ProcessKey }) {
  const [filter, setFilter] = useState('');
  return (
    <Asked of={of} part="files" filter={filter}>
      {(files) =>
        files.count === 0 ? (
          <Nothing>It has none open.</Nothing>
        ) : (
          <>
            {files.count > FEW || filter !== '' ? <Filter filter={filter} set={setFilter} /> : null}
            {files.found === 0 ? null : <FileTable files={files} />}
            <FileCount files={files} />
          </>
        )
      }
    </Asked>
  );
}

interface FilterProps {
  readonly filter: string;
  readonly set: (filter: string) => void;
}

function Filter({ filter, set }: FilterProps) {
  return (
    <label className="part-filter">
      <Search size={13} aria-hidden />
      <input
        type="search"
        aria-label="Filter the files and sockets"
        placeholder="a part of the path, address or state"
        maxLength={200}
        spellCheck={false}
        value={filter}
        onChange={(event) => set(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || filter === '') return;
          // The next one closes the details.
          event.stopPropagation();
          set('');
        }}
      />
    </label>
  );
}

/** How many there are, where not all of them are in the table. */
function FileCount({ files: { open, found, count: all } }: { readonly files: Files }) {
  if (open.length === all) return null;
  return (
    <p className="part-note" role="status">
      {found === all
        ? `The first ${count(open.length)} of ${count(all)}: filter to find others.`
        : found === 0
          ? `None of ${count(all)} matches.`
          : open.length < found
            ? `The first ${count(open.length)} of ${count(found)} found, among ${count(all)}.`
            : `${count(found)} of ${count(all)}.`}
    </p>
  );
}

const FileTable = ({ files }: { readonly files: Files }) => (
  <LongTable label="Files and sockets" columns={COLUMNS} rows={files.open} keyOf={({ fd }) => fd}>
    {(file) => (
      <>
        <td className="end code">{file.fd}</td>
        <td className="code muted">{file.access ?? '–'}</td>
        <td className="code selectable wide">
          {file.socket === null ? pathWords(file) : <SocketWords socket={file.socket} />}
        </td>
      </>
    )}
  </LongTable>
);

/** An address is broken only where it has no room on a line of its own. */
function SocketWords({ socket: { protocol, local, remote, state } }: { readonly socket: Socket }) {
  return (
    <>
      {protocol} <span className="address">{local === '' ? 'unnamed' : visible(local)}</span>
      {remote === null ? null : (
        <>
          {' → '}
          <span className="address">{remote}</span>
        </>
      )}
      {state === null ? null : <span className="muted"> {state}</span>}
    </>
  );
}

function pathWords({ target, position, kind }: OpenFile): string {
  const at = kind === 'file' && position !== null && position > 0 ? ` (at ${bytes(position)})` : '';
  return `${visible(target)}${at}`;
}
