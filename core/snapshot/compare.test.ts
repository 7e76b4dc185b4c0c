import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSnapshots, mergeSnapshots } from './compare.ts';
import { writeComparison } from './comparison-json.ts';
import { applyPatch, patchBetween } from './patch.ts';
import { anySnapshot, aProcess, aSnapshot } from './testing.ts';

const MB = 1024 * 1024;
const before = aSnapshot([
  aProcess(1, { ppid: 0 }),
  aProcess(2),
  aProcess(3),
  aProcess(4),
  aProcess(5, { state: 'Z' }),
  aProcess(6, { rssBytes: 10 * MB }),
  aProcess(7, { rssBytes: 100 * MB }),
]);
const after = aSnapshot([
  aProcess(1, { ppid: 0 }),
  aProcess(3, { ppid: 9 }),
  aProcess(4, { state: 'Z' }),
  aProcess(6, { rssBytes: 20 * MB }),
  aProcess(7, { rssBytes: 104 * MB }),
  aProcess(8),
  aProcess(9, { state: 'Z' }),
]);

it('tells what a person would', () => {
  const { sameBoot, changed, counts } = compareSnapshots(before, after);
  expect(sameBoot).toBe(true);
  expect(changed.map(({ kinds, before: a, after: b }) => [(b ?? a)?.pid, kinds])).toEqual([
    [2, ['ended']],
    [3, ['reparented']],
    [4, ['zombie']],
    [5, ['reaped']],
    [6, ['grown']],
    [8, ['started']],
    [9, ['started', 'zombie']],
  ]);
  expect(counts).toEqual({ started: 2, ended: 1, reparented: 1, zombie: 2, reaped: 1, grown: 1 });
});

it('lays both over each other', () => {
  const rows = mergeSnapshots(before, after, compareSnapshots(before, after));
  expect(rows.map(({ process }) => process.pid).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(rows.find(({ process }) => process.pid === 2)).toMatchObject({ kinds: ['ended'], after: null });
});

it('a pid that was given to another process is one end and one beginning', () => {
  const again = aSnapshot([aProcess(2, { key: '2@999' })]);
  expect(compareSnapshots(aSnapshot([aProcess(2)]), again).counts).toMatchObject({ started: 1, ended: 1 });
});

describe('of another boot or machine', () => {
  it.each([
    ['another boot id', { ...before.host, bootId: 'other' }],
    ['another name, where no boot id is known', { ...before.host, bootId: null, hostname: 'other' }],
    ['another boot time', { ...before.host, bootId: null, bootTime: '2026-11-19T06:00:00.000Z' }],
  ])('%s: nothing is the same', (_what, host) => {
    const first = {
      ...before,
      host: { ...before.host, bootId: host.bootId === null ? null : before.host.bootId },
    };
    const other = { ...before, host };
    const comparison = compareSnapshots(first, other);
    expect(comparison).toMatchObject({
      sameBoot: false,
      counts: { ended: 6, reaped: 1, started: 7, zombie: 1 },
    });
    expect(mergeSnapshots(first, other, comparison)).toHaveLength(7);
  });
});

describe('the patch', () => {
  it('makes the second out of the first, whatever they are', () => {
    fc.assert(
      fc.property(anySnapshot, anySnapshot, (a, b) => {
        expect(applyPatch(a, patchBetween(a, b))).toEqual(b);
        expect(applyPatch(a, JSON.parse(JSON.stringify(patchBetween(a, b))))).toEqual(b);
      }),
    );
  });

  it('of a snapshot with itself is empty', () => {
    fc.assert(
      fc.property(anySnapshot, (a) => {
        expect(patchBetween(a, a)).toEqual({
          head: { set: {}, unset: [] },
          added: [],
          changed: [],
          removed: [],
        });
      }),
    );
  });

  it('is a part of the JSON', () => {
    const json = JSON.parse([...writeComparison(before, after, compareSnapshots(before, after))].join(''));
    expect(json).toMatchObject({
      format: 'reaptree-diff',
      version: 1,
      sameBoot: true,
      counts: { started: 2 },
    });
    expect(json.changes).toHaveLength(7);
    expect(applyPatch(before, json.patch)).toEqual(after);
  });
});
