import { beforeEach, describe, expect, it } from 'vitest';
import type { Delta } from '../../core/delta.ts';
import type { Leak } from '../../core/history.ts';
import { LEAK_COURSE } from '../../core/limits.ts';
import type { ProcessInfo, ProcessKey } from '../../core/process.ts';
import { madeUp } from '../../core/testing/made-up.ts';
import { LeakWatch } from './leak-watch.ts';
import { Living } from './living.ts';

const dead = (pid: number, ppid: number, zombieSince: number | null = null): ProcessInfo =>
  madeUp(pid, ppid, { state: 'Z', marks: ['zombie'], zombieSince });

const dies = (pid: number, at: number): Delta['changed'][number] => [
  `${pid}@${pid}`,
  { state: 'Z', marks: ['zombie'], zombieSince: at },
];

/** A machine with init, two parents, and a zombie of the first from before; times are in seconds. */
function watching() {
  const living = new Living();
  const watch = new LeakWatch(living);
  const first = [madeUp(1, 0), madeUp(2, 1), madeUp(3, 1), dead(4, 2)];
  living.reset(first);
  watch.reset(0, first);
  return {
    watch,
    at(second: number, { added = [], changed = [], removed = [] }: Partial<Delta> = {}): void {
      const facts = { takenAt: second * 1000 } as Delta['facts'];
      living.apply({ added, changed, removed });
      watch.take({ facts, added, changed, removed });
    },
    restart(second: number, processes: readonly ProcessInfo[]): void {
      living.reset(processes);
      watch.reset(second * 1000, processes);
    },
    of: (pid: number): Leak | undefined => watch.leaks().find((leak) => leak.pid === pid),
    held: () => watch.leaks().map(({ pid, held }) => [pid, held]),
    course(pid: number, after = -1) {
      const key: ProcessKey = `${pid}@${pid}`;
      const [course] = watch.courses([{ key, after }]).courses;
      return course?.times.map((time, index) => [time / 1000, course.held[index]]);
    },
  };
}

let machine: ReturnType<typeof watching>;
beforeEach(() => {
  machine = watching();
});

it('ranks parents by what they hold, once they have held it for a moment', () => {
  machine.at(1, { added: [dead(5, 3, 1_000), dead(6, 3, 1_000)] });
  expect(machine.held()).toEqual([]);
  machine.at(3);
  expect(machine.held()).toEqual([
    [3, 2],
    [2, 1],
  ]);
});

it('tells at what pace children are left, and not from those that were there before', () => {
  for (let second = 1; second <= 10; second += 1) {
    machine.at(second, { added: [dead(10 + second, 3, second * 1000)] });
  }
  expect(machine.of(3)).toMatchObject({ held: 10, left: 8, pace: { kind: 'growing', perMinute: 60 } });
  expect(machine.of(2)).toMatchObject({ held: 1, left: 1, pace: { kind: 'resting', since: 0 } });
});

it('does not take children that are soon collected for left ones', () => {
  for (let second = 1; second <= 10; second += 1) {
    machine.at(second, {
      added: [dead(10 + second, 3, second * 1000)],
      removed: [`${9 + second}@${9 + second}`],
    });
  }
  expect(machine.of(3)).toBeUndefined();
});

it('sees a living child die, and knows for how long the oldest waits where that was seen', () => {
  machine.at(1, { added: [madeUp(8, 3)] });
  machine.at(2, { changed: [dies(8, 1_500)] });
  machine.at(4, { added: [dead(9, 2, 4_000)] });
  expect(machine.of(3)).toMatchObject({ held: 1, oldestSince: 1_500 });
  expect(machine.of(2)).toMatchObject({ held: 2, oldestSince: null });
});

it('remembers for a while who has collected them all', () => {
  machine.at(5);
  machine.at(61, { removed: ['4@4'] });
  expect(machine.of(2)).toMatchObject({ name: 'process-2', held: 0, left: 1, end: null });
  machine.at(660);
  expect(machine.of(2)).toBeDefined();
  machine.at(662);
  expect(machine.of(2)).toBeUndefined();
});

describe('the course', () => {
  it('begins with what is there, and has each change', () => {
    machine.at(2);
    machine.at(5, { added: [dead(5, 2, 5_000)] });
    machine.at(7, { removed: ['4@4', '5@5'] });
    expect(machine.course(2)).toEqual([
      [0, 1],
      [5, 2],
      [7, 0],
    ]);
    expect(machine.course(2, 5_000)).toEqual([[7, 0]]);
    expect(machine.course(9)).toBeUndefined();
    expect(machine.watch.courses([]).began).toBe(0);
  });

  it('reaches no further back than is shown, and is no finer than can be seen', () => {
    const added: ProcessInfo[] = [];
    for (let tenth = 1; tenth <= 9_000; tenth += 1) {
      const zombie = dead(10_000 + tenth, 2, tenth * 100);
      machine.at(tenth / 10, { added: [zombie] });
      added.push(zombie);
    }
    const course = machine.course(2) ?? [];
    expect(course.length).toBeLessThan(LEAK_COURSE.ms / 1000 + 3);
    expect(course.at(-1)).toEqual([900, 9_001]);
    // The last one before still holds at the left edge.
    expect(course[0]?.[0]).toBeLessThan(300);
    expect(course[1]?.[0]).toBeGreaterThanOrEqual(300);
  });
});

describe('zombies that are adopted', () => {
  it('are held by who adopted them, for whom they are left anew', () => {
    machine.at(2);
    machine.at(10, { removed: ['2@2'], changed: [['4@4', { ppid: 3 }]] });
    expect(machine.of(3)).toBeUndefined();
    machine.at(12);
    expect(machine.held()).toEqual([
      [3, 1],
      [2, 0],
    ]);
    expect(machine.of(3)).toMatchObject({ pace: { kind: 'once', at: 10_000 }, oldestSince: null });
    expect(machine.course(2)).toEqual([
      [0, 1],
      [10, 0],
    ]);
    expect(machine.course(3)).toEqual([[10, 1]]);
  });

  it('are told of who left them: who has them, and how many are still there', () => {
    machine.at(1, { added: [dead(5, 2, 1_000)] });
    machine.at(3);
    machine.at(10, { removed: ['2@2'] });
    // The next look shows where they went.
    expect(machine.of(2)?.end).toEqual({ at: 10_000, zombie: false, zombies: 2, still: 2, heir: null });
    machine.at(11, {
      changed: [
        ['4@4', { ppid: 3 }],
        ['5@5', { ppid: 3 }],
      ],
    });
    const heir = { key: '3@3', pid: 3, name: 'process-3' };
    expect(machine.of(2)?.end).toMatchObject({ zombies: 2, still: 2, heir });
    machine.at(12, { removed: ['4@4'] });
    expect(machine.of(2)?.end).toMatchObject({ zombies: 2, still: 1, heir });
    machine.at(13, { removed: ['5@5'] });
    expect(machine.of(2)?.end).toMatchObject({ zombies: 2, still: 0, heir });
  });

  it('are told of as well where the end of who left them is seen later', () => {
    machine.at(2);
    machine.at(10, { changed: [['4@4', { ppid: 3 }]] });
    expect(machine.of(2)).toMatchObject({ held: 0, end: null });
    machine.at(11, { removed: ['2@2'] });
    expect(machine.of(2)?.end).toMatchObject({ zombies: 1, still: 1, heir: { pid: 3 } });
  });

  it('may be passed on again', () => {
    machine.at(2);
    machine.at(10, { removed: ['2@2'], changed: [['4@4', { ppid: 3 }]] });
    machine.at(13);
    machine.at(20, { removed: ['3@3'], changed: [['4@4', { ppid: 1 }]] });
    expect(machine.of(2)?.end).toMatchObject({ still: 1, heir: { pid: 1, name: 'process-1' } });
    expect(machine.of(3)?.end).toMatchObject({ zombies: 1, still: 1, heir: { pid: 1 } });
  });
});

describe('a parent that ends', () => {
  it('stays for a while by its last name, with what is known of its zombies', () => {
    machine.at(2, { changed: [['2@2', { name: 'leaky', command: 'leaky --fast' }]] });
    machine.at(10, { removed: ['2@2', '4@4'] });
    expect(machine.of(2)).toMatchObject({
      name: 'leaky',
      command: 'leaky --fast',
      held: 0,
      left: 1,
      end: { at: 10_000, zombie: false, zombies: 1, still: 0, heir: null },
    });
    machine.at(609);
    expect(machine.of(2)).toBeDefined();
    machine.at(611);
    expect(machine.of(2)).toBeUndefined();
  });

  it('has collected nothing when it is a zombie itself', () => {
    machine.at(2);
    machine.at(10, { changed: [dies(2, 10_000)] });
    machine.at(11, { changed: [['4@4', { ppid: 1 }]] });
    machine.at(12, { removed: ['4@4'] });
    expect(machine.of(2)).toMatchObject({
      held: 0,
      end: { at: 10_000, zombie: true, zombies: 1, still: 0, heir: { pid: 1 } },
    });
    // Its own parent holds it now.
    expect(machine.of(1)).toMatchObject({ held: 1 });
    machine.at(14, { removed: ['2@2'] });
    expect(machine.of(2)?.end).toMatchObject({ at: 10_000, zombie: false });
  });

  it('leaves its pid to another, who has nothing to do with it', () => {
    machine.at(2);
    machine.at(10, { removed: ['2@2'], added: [{ ...madeUp(2, 1), key: '2@77' }] });
    machine.at(14, { added: [dead(9, 2, 14_000)] });
    machine.at(17);
    expect(machine.watch.leaks().map(({ key, held }) => [key, held])).toEqual([
      ['2@77', 1],
      ['2@2', 0],
    ]);
  });

  it('is forgotten when so many others have ended since', () => {
    machine.at(2);
    machine.at(3, { removed: ['2@2', '4@4'] });
    const parents = Array.from({ length: 500 }, (_none, index) => 1_000 + index);
    machine.at(4, { added: parents.flatMap((pid) => [madeUp(pid, 1), dead(pid + 1_000, pid, 4_000)]) });
    machine.at(6);
    expect(machine.of(2)).toBeDefined();
    machine.at(7, { removed: parents.flatMap((pid): ProcessKey[] => [`${pid}@${pid}`]) });
    expect(machine.of(2)).toBeUndefined();
    expect(machine.of(1_000)).toBeDefined();
  });
});

describe('a sampler that begins anew', () => {
  it('counts only what was not known', () => {
    machine.at(2);
    machine.at(5, { added: [dead(5, 2, 5_000)] });
    machine.at(8);
    machine.restart(20, [madeUp(1, 0), madeUp(2, 1), madeUp(3, 1), dead(4, 2), dead(5, 2), dead(6, 2)]);
    machine.at(23);
    expect(machine.of(2)).toMatchObject({
      held: 3,
      left: 3,
      pace: { kind: 'growing', perMinute: expect.closeTo(4, 5) },
    });
    expect(machine.course(2)).toEqual([
      [0, 1],
      [5, 2],
      [20, 3],
    ]);
  });

  it('tells of who is gone by name, and of nobody without one', () => {
    machine.at(2);
    machine.at(3, { added: [dead(5, 3, 3_000)] });
    machine.at(5);
    machine.restart(6, [madeUp(1, 0), dead(3, 1), dead(4, 1)]);
    machine.at(9);
    expect(machine.watch.leaks()).toMatchObject([
      { pid: 1, held: 2 },
      { pid: 2, name: 'process-2', held: 0, end: { at: 6_000, heir: { pid: 1 } } },
      { pid: 3, name: 'process-3', held: 0, end: { at: 6_000, zombie: true, zombies: 1, still: 0 } },
    ]);
  });
});

it('counts a zombie when its parent is seen later than it', () => {
  machine.at(1, { added: [dead(9, 8, 1_000)] });
  machine.at(2, { added: [madeUp(8, 1)] });
  machine.at(4);
  expect(machine.of(8)).toMatchObject({ held: 1 });
});
