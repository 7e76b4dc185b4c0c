import { count as inWords, spent, visible } from '../../../../core/format.ts';
import type { Threads } from '../../../../core/inspection.ts';
import { STATE_WORDS } from '../../../../core/process.ts';
import { LongTable } from './long-table.tsx';

const COLUMNS = [
  { title: 'TID', width: 58, end: true },
  { title: 'Name' },
  { title: 'State', width: 88 },
  { title: 'CPU time', width: 62, end: true },
];

export function ThreadsPart({ threads: { threads, count } }: { readonly threads: Threads }) {
  return (
    <>
      <LongTable label="Threads" columns={COLUMNS} rows={threads} keyOf={({ tid }) => tid}>
        {({ tid, name, state, wchan, cpuTimeMs }) => (
          <>
            <td className="end code">{tid}</td>
            <td className="cut" title={visible(name)}>
              {visible(name)}
            </td>
            <td className="muted" title={wchan === null ? undefined : `waits in ${visible(wchan)}`}>
              {/* Nobody has to collect a thread: it is only the first one that stays when it has ended. */}
              {state === 'Z' ? 'ended' : STATE_WORDS[state]}
            </td>
            <td className="end code">{spent(cpuTimeMs)}</td>
          </>
        )}
      </LongTable>
      {count > threads.length ? (
        <p className="part-note">
          The busiest {inWords(threads.length)} of {inWords(count)}.
        </p>
      ) : null}
    </>
  );
}
