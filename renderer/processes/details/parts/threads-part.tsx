import { counted, spent, visible } from '../../../../core/format.ts';
import type { Threads } from '../../../../core/inspection.ts';
import { STATE_WORDS } from '../../../../core/process.ts';

export function ThreadsPart({ threads: { threads, count } }: { readonly threads: Threads }) {
  return (
    <>
      <table className="part-table">
        <thead>
          <tr>
            <th className="end" scope="col">
              TID
            </th>
            <th scope="col">Name</th>
            <th scope="col">State</th>
            <th className="end" scope="col">
              CPU time
            </th>
          </tr>
        </thead>
        <tbody>
          {threads.map((thread) => (
            <tr key={thread.tid}>
              <td className="end code">{thread.tid}</td>
              <td className="wide">{visible(thread.name)}</td>
              <td
                className="muted"
                title={thread.wchan === null ? undefined : `waits in ${visible(thread.wchan)}`}
              >
                {STATE_WORDS[thread.state]}
              </td>
              <td className="end code">{spent(thread.cpuTimeMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {count > threads.length ? (
        <p className="part-note">{counted(count - threads.length, 'more', 'more')} not shown.</p>
      ) : null}
    </>
  );
}
