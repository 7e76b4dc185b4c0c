import { describe, expect, it } from 'vitest';
import { COLUMN_IDS, type ColumnId, USUAL_COLUMN_IDS } from './columns/ids.ts';
import { compareBy } from './columns/sorting.ts';
import { COLUMNS, columnsWithin, USUAL_COLUMNS } from './columns.ts';
import type { ProcessInfo } from './process.ts';
import { madeUp } from './testing/made-up.ts';

const process = madeUp(7, 1, {
  user: null,
  name: 'a\nb',
  command: '',
  cpuPercent: null,
  rssBytes: 13_002_342,
});

const column = (id: ColumnId) => {
  const found = COLUMNS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no column ${id}`);
  return found;
};

it('describes each column once', () => {
  expect(COLUMNS.map((one) => one.id)).toEqual([...COLUMN_IDS]);
});

it('shows what a person can read', () => {
  expect(USUAL_COLUMNS.map((one) => one.show(process))).toEqual([
    'a^Jb',
    '7',
    'sleeping',
    '–',
    '–',
    '12.4 MB',
    '–',
  ]);
});

describe('sorting', () => {
  const sorted = (id: ColumnId, ...processes: ProcessInfo[]) =>
    processes.sort(compareBy(column(id))).map((one) => one.pid);

  it('puts the greatest number first and the unknown last', () => {
    expect(
      sorted(
        'cpu',
        { ...process, pid: 1, cpuPercent: null },
        { ...process, pid: 2, cpuPercent: 3 },
        { ...process, pid: 3, cpuPercent: 40 },
      ),
    ).toEqual([3, 2, 1]);
  });

  it('puts texts in the order of the alphabet, and equals in the order of the pid', () => {
    expect(
      sorted(
        'name',
        { ...process, pid: 3, name: 'b' },
        { ...process, pid: 2, name: 'b' },
        { ...process, pid: 1, name: 'c' },
        { ...process, pid: 4, name: 'a' },
      ),
    ).toEqual([4, 2, 3, 1]);
  });

  it('goes the other way, and still puts the unknown last', () => {
    const processes = [
      { ...process, pid: 1, cpuPercent: null },
      { ...process, pid: 2, cpuPercent: 3 },
      { ...process, pid: 3, cpuPercent: 40 },
    ];
    const order = processes.sort(compareBy(column('cpu'), { reversed: true })).map((one) => one.pid);
    expect(order).toEqual([2, 3, 1]);
  });
});

it('shows what rests on the moment or the machine only where these are known', () => {
  const context = { now: 100_000, memoryBytes: 8 * 13_002_342 };
  const old = { ...process, startedAt: 40_000, cpuTimeMs: 6_000 };
  const shown = (id: ColumnId) => [column(id).show(old), column(id).show(old, context)];
  expect(shown('age')).toEqual(['–', '1 min']);
  expect(shown('lifetimeCpu')).toEqual(['–', '10.0']);
  expect(shown('memoryPart')).toEqual(['–', '12.5']);
});

it('lets columns give way one after the other', () => {
  const ids = (width: number) => columnsWithin(width).map((one) => one.id);
  expect(ids(1_200)).toEqual([...USUAL_COLUMN_IDS]);
  expect(ids(720)).toEqual(['name', 'pid', 'state', 'user', 'cpu', 'memory']);
  expect(ids(620)).toEqual(['name', 'pid', 'state', 'cpu', 'memory']);
  expect(ids(530)).toEqual(['name', 'pid', 'state', 'cpu']);
  expect(ids(10)).toEqual(['name', 'pid', 'state']);
});
