import fc from 'fast-check';
import type { Delta, FullState, SampleFacts } from '../delta.ts';
import { Observer } from '../observe.ts';
import { keyOf, type ProcessInfo, type ProcessKey } from '../process.ts';
import type { RawProcess } from '../reading.ts';
import { ok, type Result } from '../result.ts';
import { aSnapshot } from '../snapshot/testing.ts';
import { readDeltas, readKeyframe } from './read.ts';
import type { Block } from './recorder.ts';
import { type Keyframe, RECORDING_FORMAT, RECORDING_VERSION, type RecordingHead } from './recording.ts';
import { type BlockReader, Timeline } from './timeline.ts';

/** Courses of samples that never were, for the tests of recordings. */

export const aHead: RecordingHead = {
  format: RECORDING_FORMAT,
  version: RECORDING_VERSION,
  host: aSnapshot([]).host,
  source: 'procfs',
};

const raw = (pid: number, start: number, step: Step): RawProcess => ({
  key: keyOf(pid, start),
  pid,
  ppid: step.ppid,
  pgid: pid,
  sid: pid,
  uid: 1000,
  user: 'li',
  state: step.dead ? 'Z' : 'S',
  name: step.name,
  command: step.dead ? '' : `/bin/${step.name}`,
  startedAt: start,
  tty: null,
  hasTty: false,
  nice: 0,
  priority: 20,
  threads: 1,
  wchan: null,
  cpuTimeMs: step.cpu,
  rssBytes: step.cpu * 1024,
  vszBytes: 0,
  flags: 0,
  kernelThread: false,
  image: 1,
  exit: step.dead ? { code: step.cpu % 256 } : null,
  cgroup: null,
  nspid: null,
  ioReadBytes: null,
  ioWriteBytes: null,
});

interface Step {
  readonly pid: number;
  readonly ppid: number;
  readonly dead: boolean;
  readonly gone: boolean;
  /** The pid is given to another process. */
  readonly anew: boolean;
  readonly cpu: number;
  readonly name: string;
}

const step = fc.record({
  pid: fc.integer({ min: 1, max: 12 }),
  ppid: fc.integer({ min: 0, max: 12 }),
  dead: fc.boolean(),
  gone: fc.boolean(),
  anew: fc.boolean(),
  cpu: fc.nat(10_000),
  name: fc.string({ unit: 'binary', maxLength: 8 }),
});

/** What happens from one sample to the next, and how much later that is; the clock may be set back. */
export const courses = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: -90_000, max: 90_000 })),
    steps: fc.array(step, { maxLength: 6 }),
    complete: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);
export type CourseOfSamples = typeof courses extends fc.Arbitrary<infer T> ? T : never;

export interface Lived {
  readonly delta: Delta;
  readonly processes: readonly ProcessInfo[];
}

const factsAt = (takenAt: number, processes: number): SampleFacts => ({
  takenAt,
  costMs: 1,
  processes,
  zombies: 0,
  orphans: 0,
  cpuPercent: null,
  memoryUsedBytes: null,
  precision: 'exact',
});

/** Lets the observer live through a course, and tells of each sample what it saw. */
export function* live(course: CourseOfSamples, firstSeq = 1): Generator<Lived> {
  const observer = new Observer();
  const alive = new Map<number, RawProcess>();
  let at = 1_700_000_000_000;
  let seq = firstSeq;
  let start = 1;
  for (const { afterMs, steps, complete } of course) {
    at = Math.max(1, at + afterMs);
    const changed = new Map<number, RawProcess>();
    const gone = new Set<ProcessKey>();
    for (const one of steps) {
      const before = alive.get(one.pid);
      // Within one reading a pid is either gone or there: what comes after that is for the next one.
      if (changed.has(one.pid) || (before !== undefined && gone.has(before.key))) continue;
      if (before !== undefined && (one.gone || one.anew)) gone.add(before.key);
      if (one.gone) {
        alive.delete(one.pid);
        continue;
      }
      const born = before === undefined || one.anew ? start++ : (before.startedAt ?? 0);
      const now = raw(one.pid, born, one);
      changed.set(one.pid, now);
      alive.set(one.pid, now);
    }
    const reading = {
      takenAt: at,
      monotonicMs: seq * 1_000,
      changed: [...changed.values()],
      gone: [...gone],
      complete,
    };
    const observed = observer.observe(reading);
    const processes = [...observer.rows.values()];
    yield { delta: { kind: 'delta', seq, facts: factsAt(at, processes.length), ...observed }, processes };
    seq += 1;
  }
}

export const fullOf = ({ delta, processes }: Lived): Pick<FullState, 'seq' | 'facts' | 'processes'> => ({
  seq: delta.seq,
  facts: delta.facts,
  processes,
});

export const textIn = (block: Pick<Block, 'text'> | undefined): string => [...(block?.text ?? [])].join('');

/** A timeline over blocks as they were made, and how to read them. */
export function timelineOf(blocks: readonly Block[]): { timeline: Timeline; reader: BlockReader } {
  const timeline = new Timeline();
  const textOf = (block: number): string => textIn(blocks[block]);
  blocks.forEach((block, index) => {
    if (block.kind === 'full') timeline.addKeyframe(index, block);
    else {
      const deltas = readDeltas(textIn(block));
      if (deltas.ok) timeline.addDeltas(index, deltas.value);
      else timeline.addLost();
    }
  });
  const reader: BlockReader = {
    keyframe: async (block): Promise<Result<Keyframe>> => readKeyframe(textOf(block)),
    deltas: async (block): Promise<Result<readonly Delta[]>> => {
      const deltas = readDeltas(textOf(block));
      return deltas.ok ? ok(deltas.value) : deltas;
    },
  };
  return { timeline, reader };
}
