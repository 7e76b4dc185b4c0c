import { Skull } from 'lucide-react';
import { clock, counted, duration, visible } from '../../../core/format.ts';
import type { Exit, ProcessInfo } from '../../../core/process.ts';
import { useModel } from '../../model.ts';
import type { ProcessRow } from '../../store/process-store.ts';

/** Who has to collect a zombie, and what is known of its end. */
export function ZombieCard({ row, now }: { readonly row: ProcessRow; readonly now: number | null }) {
  const { processes, tree } = useModel();
  const { process } = row;
  const parent = processes.tree.node(row.key)?.parent ?? null;
  const holder = parent === null ? undefined : processes.row(parent.key);
  return (
    <section className="card zombie-card" aria-label="Why is it still here?">
      <h3>
        <Skull size={14} strokeWidth={2.2} aria-hidden /> Why is it still here?
      </h3>
      {holder === undefined ? (
        <p>
          It has ended, but its parent ({process.ppid}) has not collected it yet. That parent is not among the
          processes that can be seen from here.
        </p>
      ) : (
        <p>
          It has ended. Its parent{' '}
          <button type="button" className="link holder" onClick={() => tree.show(holder.key)}>
            {visible(holder.process.name)} ({holder.process.pid})
          </button>{' '}
          has to collect it and has not.
          {holder.zombiesHeld > 1 ? ` It holds ${counted(holder.zombiesHeld - 1, 'more', 'more')}.` : ''}
        </p>
      )}
      <ul>
        <li>{howItEnded(process.exit)}</li>
        <li>{since(process, now)}</li>
        <li>{commandWords(process)}</li>
      </ul>
    </section>
  );
}

function howItEnded(exit: Exit | null): string {
  if (exit === null) return 'How it ended is unknown: the kernel tells only who may trace it';
  return 'code' in exit
    ? `It ended by itself, with exit code ${exit.code}`
    : `It was ended by ${exit.signal}`;
}

function since({ zombieSince }: ProcessInfo, now: number | null): string {
  if (zombieSince === null) return 'A zombie since before Reaptree first saw it';
  const lasted = now === null ? '' : ` (${clock(zombieSince)})`;
  return `A zombie for ${duration((now ?? zombieSince) - zombieSince)}${lasted}`;
}

function commandWords({ command, commandRemembered }: ProcessInfo): string {
  if (command === '') return 'Its command is unknown: it ended before Reaptree first saw it';
  return commandRemembered
    ? 'Its command is remembered from before it ended'
    : 'Its command is still known to the system';
}
