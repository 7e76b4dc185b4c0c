import type { EventKind } from '../../core/events.ts';
import { clock, moment, spent } from '../../core/format.ts';
import { type Life, newLife, type Someone } from '../../core/history.ts';
import type { ProcessInfo } from '../../core/process.ts';
import { endWords } from './event-words.ts';

/** One thing that happened in a life, as it is said: a word, when, and by whom. */
export interface Step {
  readonly kind: EventKind | 'there';
  readonly word: string;
  readonly at: number | null;
  readonly before: string;
  readonly who: Someone | null;
  readonly after: string;
}

/** A zombie that was collected within that time was never left. */
const LEFT_MS = 1_000;

/** What became of it, from the beginning to the end. */
export function stepsOf(life: Life, waits: boolean): Step[] {
  const { born, startedAt, parent, adopter, adoptedAt, diedAt, exit, goneAt, reaper } = life;
  const nobody = { before: '', who: null, after: '' };
  const steps: Step[] = [
    born
      ? { ...nobody, kind: 'started', word: 'started', at: startedAt, before: 'by', who: parent }
      : {
          kind: 'there',
          word: startedAt === null ? 'was there' : 'since',
          at: startedAt,
          before: parent === null ? '' : 'below',
          who: parent,
          after: 'before Reaptree looked',
        },
  ];
  if (diedAt !== null) {
    const lived = startedAt === null ? '' : `after ${spent(diedAt - startedAt)}, `;
    const after = `${lived}${endWords(exit)}`;
    steps.push({ ...nobody, kind: 'ended', word: 'ended', at: diedAt, after });
  }
  if (adopter !== null) {
    const adopted: Step = {
      ...nobody,
      kind: 'reparented',
      word: 'adopted',
      at: adoptedAt,
      before: 'by',
      who: adopter,
    };
    // An orphan before its end, a zombie after it.
    steps.splice(diedAt !== null && (adoptedAt ?? 0) < diedAt ? 1 : steps.length, 0, adopted);
  }
  if (waits) {
    steps.push({
      ...nobody,
      kind: 'zombie',
      word: 'zombie',
      at: null,
      before: 'waits to be collected by',
      who: adopter ?? parent,
    });
  }
  if (goneAt !== null && reaper !== null) {
    const left = goneAt - (diedAt ?? goneAt);
    const after = left < LEFT_MS ? '' : `after ${spent(left)} as a zombie`;
    steps.push({ kind: 'reaped', word: 'collected', at: goneAt, before: 'by', who: reaper, after });
  }
  return steps;
}

/** The life of a process of which no event tells: all that its row knows. */
export const lifeOf = (
  { key, pid, name, command, startedAt, zombieSince, exit }: ProcessInfo,
  parent: ProcessInfo | null,
): Life => ({
  ...newLife(key, pid),
  name,
  command,
  startedAt,
  parent: parent === null ? null : { pid: parent.pid, key: parent.key, name: parent.name },
  diedAt: zombieSince,
  exit,
});

/** The time of day, with its date where that is not today's. */
export const when = (at: number, now = Date.now()): string =>
  new Date(at).toDateString() === new Date(now).toDateString() ? clock(at) : moment(at);

/** How far back: all that was seen since then is there. */
export const backTo = (since: number | null): string =>
  since === null ? 'from now on' : `back to ${when(since)}`;
