import { expect, it } from 'vitest';
import { leaksAmong } from './leaks.ts';
import { rowsOf } from './snapshot.ts';
import { aProcess, aSnapshot } from './testing.ts';

const dead = { state: 'Z', marks: ['zombie'] } as const;

it('ranks the parents by how many zombies they hold', () => {
  const rows = rowsOf(
    aSnapshot([
      aProcess(1, { ppid: 0 }),
      aProcess(2, { name: 'one' }),
      aProcess(3, { name: 'two' }),
      aProcess(4, { ppid: 2, ...dead, zombieSince: '1970-01-01T00:00:02.000Z' }),
      aProcess(5, { ppid: 3, ...dead, zombieSince: '1970-01-01T00:00:03.000Z' }),
      aProcess(6, { ppid: 3, ...dead, zombieSince: '1970-01-01T00:00:01.000Z' }),
      aProcess(7, { ppid: 3 }),
    ]),
  );
  expect(leaksAmong(rows)).toMatchObject([
    { pid: 3, name: 'two', held: 2, pace: { kind: 'unknown' }, oldestSince: 1_000 },
    { pid: 2, name: 'one', held: 1, oldestSince: 2_000 },
  ]);
});
