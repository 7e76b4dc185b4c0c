import { describe, expect, it } from 'vitest';
import type { ProcessEvent, ProcessHappening } from '../events.ts';
import { columnsOf, marksIn, nextMark } from './marks.ts';
import type { Told } from './timeline.ts';

const told = (moment: number, happening: ProcessHappening): Told => {
  const event: ProcessEvent = { at: moment, key: '7@7', pid: 7, name: 'p', ...happening };
  return { moment, event };
};
const started = (moment: number) => told(moment, { kind: 'started', ppid: 1, parent: null, command: '' });
const second = (count: number) => [...Array(count)].map((_, at) => at * 1_000);

const show = (marks: ReturnType<typeof marksIn>) =>
  marks.map(({ moment, kind, count }) => `${moment} ${kind} ${count}`);

describe('marks', () => {
  it('stand where something happened, one for each kind and moment', () => {
    const marks = marksIn({
      times: second(5),
      zombies: [],
      told: [
        told(1, { kind: 'ended', exit: null }),
        told(1, { kind: 'zombie', exit: null }),
        told(1, { kind: 'reaped', by: 1, reaper: null, exit: null }),
        told(3, { kind: 'reparented', from: 2, to: 1, formerParent: null, adopter: null }),
        told(4, { kind: 'continued' }),
        started(4),
      ],
    });
    expect(show(marks)).toEqual(['1 zombie 1', '1 ended 2', '3 adopted 1']);
  });

  it('stand where many begin within a second, and not where they trickle in', () => {
    const times = [0, 400, 800, 5_000, 10_000];
    const burst = [0, 1, 2].flatMap((moment) => [...Array(4)].map(() => started(moment)));
    const trickle = [3, 4].flatMap((moment) => [...Array(6)].map(() => started(moment)));
    expect(show(marksIn({ times, zombies: [], told: [...burst, ...trickle] }))).toEqual(['2 burst 10']);
  });

  it('stand where zombies become more within a minute, and not where they only stay', () => {
    const zombies = [3, 3, 5, null, 7, 8, 8, 9, 12, 2, 3, 13];
    expect(show(marksIn({ times: second(12), zombies, told: [] }))).toEqual(['5 leak 5', '11 leak 11']);
    const slow = [0, 1, 2, 3, 4, 5, 6];
    expect(marksIn({ times: slow.map((at) => at * 20_000), zombies: slow, told: [] })).toEqual([]);
  });

  it('are jumped to in both directions, of the wanted kinds only', () => {
    const marks = marksIn({
      times: second(9),
      zombies: [],
      told: [
        told(2, { kind: 'zombie', exit: null }),
        told(4, { kind: 'ended', exit: null }),
        told(6, { kind: 'zombie', exit: null }),
      ],
    });
    const kinds = new Set(['zombie'] as const);
    expect(nextMark(marks, kinds, 0, 1)).toBe(2);
    expect(nextMark(marks, kinds, 2, 1)).toBe(6);
    expect(nextMark(marks, kinds, 6, 1)).toBeNull();
    expect(nextMark(marks, kinds, 5, -1)).toBe(2);
    expect(nextMark(marks, kinds, 2, -1)).toBeNull();
  });

  it('are drawn in columns of the same length, with the zombies that there were', () => {
    const overview = {
      times: [0, 1_000, 9_000, 10_000],
      zombies: [0, 4, null, 1],
      told: [told(1, { kind: 'zombie', exit: null })],
    };
    const columns = columnsOf(overview, marksIn(overview), 5);
    expect(columns.map(({ zombies }) => zombies)).toEqual([4, 4, 4, 4, 1]);
    expect(columns.map(({ kinds }) => [...kinds].join())).toEqual(['zombie', '', '', '', '']);
  });
});
