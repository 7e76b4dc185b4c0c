import { applyDelta, type Delta } from '../../core/delta.ts';
import type { Precision, ProcessEvent } from '../../core/events.ts';
import type { ProcessInfo, ProcessKey } from '../../core/process.ts';
import type { Query } from '../../core/query.ts';
import { contextOf } from '../../core/snapshot/query-context.ts';
import { thisHost } from '../../engine/collect/host.ts';
import { openSource, type SourceChoice } from '../../engine/collect/open-source.ts';
import { Polling } from '../../engine/collect/polling.ts';
import { Sampling } from '../../engine/collect/sampling.ts';
import { cut } from '../cells.ts';
import { EVENT_PAINTS, eventInWords } from '../event-words.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { native } from '../native.ts';
import { say } from '../output.ts';
import { painted, standardOutput } from '../terminal.ts';
import { uidOfUs } from '../who-asks.ts';

export interface WatchOptions {
  readonly source: SourceChoice;
  readonly query?: Query;
  readonly json?: boolean;
  /** Milliseconds. */
  readonly interval: number;
}

const PRECISION: Readonly<Record<Precision, string>> = {
  exact: 'the kernel tells of every start, program change and end',
  watched: 'ends of your own processes are told at once, the rest is seen at each look',
  sampled: 'what begins and ends between two looks is not seen',
};

/** A process that no look has shown: what the event itself says of it. */
const unseen = (event: ProcessEvent): ProcessInfo => ({
  key: event.key,
  pid: event.pid,
  ppid: event.kind === 'started' ? event.ppid : 0,
  pgid: null,
  sid: null,
  uid: null,
  user: null,
  state: '?',
  name: event.name,
  command: (event.kind === 'exec' || event.kind === 'started' ? event.command : '') || event.name,
  commandRemembered: false,
  startedAt: event.kind === 'started' ? event.at : null,
  tty: null,
  nice: null,
  priority: null,
  threads: null,
  wchan: null,
  cpuPercent: null,
  cpuTimeMs: null,
  rssBytes: null,
  vszBytes: null,
  marks: [],
  originalParent: null,
  exit: null,
  zombieSince: null,
  flags: null,
  cgroup: null,
  nspid: null,
  ioReadBytesPerSecond: null,
  ioWriteBytesPerSecond: null,
});

/** Decides about each event by the process that it is about, as it was before the event or is after it. */
class Filter {
  readonly #query: Query;
  readonly #rows = new Map<ProcessKey, ProcessInfo>();

  constructor(query: Query) {
    this.#query = query;
  }

  passing(delta: Delta): ProcessEvent[] {
    const before = delta.events.map(({ key }) => this.#rows.get(key));
    // A process that is gone keeps its place above its children for this one question.
    const gone = delta.removed.flatMap((key) => this.#rows.get(key) ?? []);
    applyDelta(this.#rows, delta);
    const processes = new Map(this.#rows);
    for (const row of gone) processes.set(row.key, row);
    for (const event of delta.events) {
      if (!processes.has(event.key))
        processes.set(event.key, before.find((row) => row?.key === event.key) ?? unseen(event));
    }
    const needsTree = this.#query.needs.has('tree');
    const context = contextOf(needsTree ? [...processes.values()] : [], {
      now: delta.facts.takenAt,
      uid: uidOfUs(),
      isAsking: ({ marks }) => marks.includes('own'),
    });
    return delta.events.filter((event, index) =>
      [before[index], processes.get(event.key)].some(
        (row) => row !== undefined && this.#query.matches(row, context),
      ),
    );
  }
}

/** The time as files have it; everything else as it is. */
const asJson = (event: ProcessEvent): string =>
  `${JSON.stringify({ ...event, at: new Date(event.at).toISOString() })}\n`;

/** `reaptree watch`: what happens to processes, a line each, until it is interrupted. */
export function watch({ source, query, json, interval }: WatchOptions): Promise<ExitStatus> {
  const terminal = standardOutput();
  const filter = query === undefined || query.terms.length === 0 ? null : new Filter(query);
  const sampling = new Sampling(openSource(source), thisHost());
  sampling.roots = { own: process.pid, lab: null };
  if (query?.reads.has('wchan')) sampling.attention = 'all';
  let precision: Precision | null = null;

  const write = (event: ProcessEvent): void => {
    const line = json
      ? asJson(event)
      : `${painted(cut(eventInWords(event), terminal.width), EVENT_PAINTS[event.kind] ?? null, terminal)}\n`;
    process.stdout.write(line);
  };
  return new Promise((resolve) => {
    let first = true;
    const polling = new Polling(sampling, {
      intervalMs: interval,
      paused: false,
      native: source === 'procfs' ? native() : null,
      onDelta: (delta) => {
        // How much is seen is known when the helper has spoken, which it does before a second look.
        if (delta.facts.precision !== precision && !(first && delta.facts.precision === 'sampled')) {
          precision = delta.facts.precision;
          say(`watching, ${precision}: ${PRECISION[precision]}`);
        }
        first = false;
        for (const event of filter === null ? delta.events : filter.passing(delta)) write(event);
      },
      onFailure: (reason) => say(`a look failed: ${reason}`),
    });
    const end = (): void => {
      polling.close();
      resolve(EXIT.done);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  });
}
