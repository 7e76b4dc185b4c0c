import { count as inWords, spent, visible } from '../../../../core/format.ts';
import type { Threads } from '../../../../core/inspection.ts';
import { STATE_WORDS, type StateCode } from '../../../../core/process.ts';
import { LongTable } from './long-table.tsx';

const COLUMNS = [
  { title: 'TID', width: 54, end: true },
  { title: 'Name' },
  { title: 'State', width: 74 },
  { title: 'CPU time', width: 60, end: true },
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
            <td className="cut muted" title={titleFor(state, wchan)}>
              {wordFor(state)}
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

/** Nobody has to collect a thread: it is only the first one that stays when it has ended. */
const wordFor = (state: StateCode): string => (state === 'Z' ? 'ended' : STATE_WORDS[state]);

const titleFor = (state: StateCode, wchan: string | null): string =>
  wchan === null ? wordFor(state) : `${wordFor(state)}, waits in ${visible(wchan)}`;
