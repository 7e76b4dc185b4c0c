import fc from 'fast-check';
import { MARKS } from '../marks.ts';
import { STATE_WORDS } from '../process.ts';
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION, type Snapshot, type SnapshotProcess } from './snapshot.ts';

/** For tests: a process that sleeps, with what is given. */
export const aProcess = (pid: number, given: Partial<SnapshotProcess> = {}): SnapshotProcess => ({
  key: `${pid}@${pid * 10}`,
  pid,
  ppid: 1,
  pgid: pid,
  sid: pid,
  uid: 1000,
  user: 'kim',
  state: 'S',
  name: 'sleep',
  command: 'sleep 60',
  commandRemembered: false,
  startedAt: '2026-11-20T07:00:00.000Z',
  tty: 'pts/0',
  nice: 0,
  priority: 20,
  threads: 1,
  wchan: 'do_wait',
  cpuPercent: 0,
  cpuTimeMs: 0,
  rssBytes: 1024 * 1024,
  vszBytes: 4096 * 1024,
  marks: [],
  originalParent: null,
  exit: null,
  zombieSince: null,
  flags: 0,
  cgroup: null,
  nspid: null,
  ioReadBytesPerSecond: null,
  ioWriteBytesPerSecond: null,
  ...given,
});

export const aSnapshot = (
  processes: readonly SnapshotProcess[],
  given: Partial<Snapshot> = {},
): Snapshot => ({
  format: SNAPSHOT_FORMAT,
  version: SNAPSHOT_VERSION,
  takenAt: '2026-11-20T08:00:00.000Z',
  host: {
    hostname: 'workbench',
    platform: 'linux',
    release: '6.18.0',
    arch: 'x64',
    bootId: '0e4f2c52-8f1c-4a8e-9d0b-1f6f0c9a7b11',
    bootTime: '2026-11-20T06:00:00.000Z',
    cpus: 2,
    memoryBytes: 8 * 1024 ** 3,
    clockTicksPerSecond: 100,
    pageSizeBytes: 4096,
  },
  source: 'procfs',
  query: null,
  redacted: false,
  processes,
  ...given,
});

/** What a process may call itself so as to break whatever it is written into. */
export const HOSTILE_NAMES = [
  '=cmd|"/c calc"!A1',
  '+1+1',
  '@SUM(A1)',
  '-2+3',
  'a,b"c\r\nd',
  '"]; evil --> x["',
  '`backticks` #quot; %%{init: {"theme":"dark"}}%%',
  '\\"; } digraph { a -> b',
  '</script><script>alert(1)</script>',
  '<!--<script>',
  '<img src=x onerror=alert(1)>',
  '&amp;&#60;',
  ']]>',
  '\u001b[31mred\u0007',
  '\u202egpj.exe',
  'two\nlines\u2028three',
  '\u0000\ufffe\uffff\ud800',
  'end',
  'subgraph',
  'ナース 👩‍💻',
  '__proto__',
  '',
] as const;

/** One process for each hostile name, in a tree. */
export const hostileSnapshot = (): Snapshot =>
  aSnapshot([
    aProcess(1, { ppid: 0, name: 'init' }),
    ...HOSTILE_NAMES.map((name, index) =>
      aProcess(index + 2, {
        ppid: 1 + Math.floor(index / 2),
        name,
        command: `${name} ${name}`,
        user: name,
        marks: index % 3 === 0 ? ['zombie'] : [],
        state: index % 3 === 0 ? 'Z' : 'S',
      }),
    ),
  ]);

const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom(...HOSTILE_NAMES));
const time = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const count = fc.nat();
const share = fc.double({ min: 0, max: 1e9, noNaN: true }).map((value) => value + 0);
/** Fields of a later version. */
const unknown = fc.dictionary(
  fc.string({ maxLength: 6 }).map((name) => `x-${name}`),
  fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value))),
  { maxKeys: 3 },
);
const key = fc
  .tuple(fc.integer({ min: 1, max: 4_194_304 }), count)
  .map(([pid, start]) => `${pid}@${start}` as const);

const process = (pid: number, start: number): fc.Arbitrary<SnapshotProcess> =>
  fc
    .record({
      // Never a circle: a parent has a smaller pid.
      ppid: fc.nat({ max: pid - 1 }),
      pgid: orNull(count),
      sid: orNull(count),
      uid: orNull(count),
      user: orNull(text),
      state: fc.constantFrom(...(Object.keys(STATE_WORDS) as (keyof typeof STATE_WORDS)[])),
      name: text,
      command: text,
      commandRemembered: fc.boolean(),
      startedAt: orNull(time),
      tty: orNull(text),
      nice: orNull(fc.integer({ min: -20, max: 19 })),
      priority: orNull(fc.integer({ min: -100, max: 39 })),
      threads: orNull(count),
      wchan: orNull(text),
      cpuPercent: orNull(share),
      cpuTimeMs: orNull(share),
      rssBytes: orNull(fc.maxSafeNat()),
      vszBytes: orNull(fc.maxSafeNat()),
      marks: fc.subarray([...MARKS]),
      originalParent: orNull(key),
      exit: orNull(
        fc.oneof(fc.record({ code: fc.nat({ max: 255 }) }), fc.record({ signal: fc.constant('SIGKILL') })),
      ),
      zombieSince: orNull(time),
      flags: orNull(count),
      cgroup: orNull(text),
      nspid: orNull(fc.array(fc.integer({ min: 1, max: 4_194_304 }), { maxLength: 3 })),
      ioReadBytesPerSecond: orNull(share),
      ioWriteBytesPerSecond: orNull(share),
    })
    .chain((rest) => unknown.map((more) => ({ key: `${pid}@${start}` as const, pid, ...rest, ...more })));

/** Any snapshot that there can be, with fields of a later version here and there. */
export const anySnapshot: fc.Arbitrary<Snapshot> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.nat({ max: 3 })), {
    selector: ([pid]) => pid,
    maxLength: 12,
  })
  .chain((ids) => fc.tuple(...[...ids].sort(([a], [b]) => a - b).map(([pid, start]) => process(pid, start))))
  .chain((processes) =>
    fc.record({
      processes: fc.constant(processes),
      takenAt: time,
      query: orNull(text),
      hostname: text,
      bootTime: orNull(time),
      more: unknown,
      moreOfHost: unknown,
    }),
  )
  .map(({ processes, takenAt, query, hostname, bootTime, more, moreOfHost }) => {
    const plain = aSnapshot(processes, { takenAt, query });
    return { ...plain, host: { ...plain.host, hostname, bootTime, ...moreOfHost }, ...more };
  });
