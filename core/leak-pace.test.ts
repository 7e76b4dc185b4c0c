import { describe, expect, it } from 'vitest';
import { paceOf, Steps } from './leak-pace.ts';

/** Children that were left at these seconds. */
function at(...seconds: number[]): Steps {
  const steps = new Steps();
  for (const second of seconds) steps.add(second * 1000);
  return steps;
}

const every = (gap: number, from: number, to: number): number[] => {
  const seconds: number[] = [];
  for (let second = from; second <= to; second += gap) seconds.push(second);
  return seconds;
};

const NONE = new Steps();
const pace = (left: Steps, second: number, collected = NONE) => paceOf(left, collected, 0, second * 1000);

describe('the pace of a leak', () => {
  it('is known after a few seconds, and is that of the leak from the beginning', () => {
    for (const second of [3, 4, 5, 10, 59, 61, 200]) {
      expect(pace(at(...every(1, 1, second)), second + 0.9)).toEqual({ kind: 'growing', perMinute: 60 });
    }
  });

  it('is not that of long ago', () => {
    const faster = at(...every(10, 0, 600), ...every(1, 601, 665));
    expect(pace(faster, 665)).toEqual({ kind: 'growing', perMinute: 60 });
  });

  it('is none of a single step, however many were left in it', () => {
    expect(pace(at(20), 38)).toEqual({ kind: 'once', at: 20_000, count: 1, collected: false });
    expect(pace(at(20, 20.2, 21), 38)).toEqual({ kind: 'once', at: 20_000, count: 3, collected: false });
    expect(pace(at(20, 21), 38, at(30))).toMatchObject({ collected: false });
    expect(pace(at(20, 21), 38, at(15, 30, 31))).toMatchObject({ kind: 'once', collected: true });
  });

  it('ends some gaps after the last was left, at a rate that falls until then', () => {
    const leak = at(...every(3, 0, 30));
    expect(pace(leak, 32.9)).toEqual({ kind: 'growing', perMinute: 20 });
    expect(pace(leak, 40)).toMatchObject({ kind: 'growing', perMinute: expect.closeTo(16.5, 5) });
    expect(pace(leak, 43)).toEqual({ kind: 'resting', since: 30_000 });
    expect(pace(leak, 600)).toEqual({ kind: 'resting', since: 30_000 });
  });

  it('begins anew after a rest', () => {
    const leak = at(...every(1, 0, 60), 100);
    expect(pace(leak, 101)).toEqual({ kind: 'once', at: 100_000, count: 1, collected: false });
    leak.add(104_000);
    expect(pace(leak, 105)).toEqual({ kind: 'growing', perMinute: 15 });
  });

  it('of a slow leak is taken over a longer time', () => {
    const slow = at(...every(300, 0, 3_000));
    expect(pace(slow, 3_200)).toEqual({ kind: 'growing', perMinute: 0.2 });
    expect(pace(at(...every(2_000, 0, 10_000)), 10_100)).toMatchObject({ kind: 'once' });
  });

  it('counts all that were left at once', () => {
    expect(pace(at(...every(10, 0, 100).flatMap((second) => [second, second, second])), 100)).toEqual({
      kind: 'growing',
      perMinute: 18,
    });
  });

  it('goes on when they were collected for once, and not when the parent collects by itself', () => {
    const leak = every(1, 0, 60);
    const once = at(...leak.map(() => 60));
    expect(pace(at(...leak), 60, once)).toMatchObject({ kind: 'growing' });
    const again = at(...leak.map((second) => Math.ceil((second + 1) / 10) * 10));
    expect(pace(at(...leak), 60, again)).toMatchObject({ kind: 'late' });
    expect(pace(at(...leak), 60, at(30, 60))).toMatchObject({ kind: 'growing' });
  });

  it('where none was left, is nothing since it was looked', () => {
    expect(pace(NONE, 70)).toEqual({ kind: 'resting', since: 0 });
  });

  it('is not confused by a clock that is set back', () => {
    expect(pace(at(...every(1, 1_000, 1_010), 500), 510)).toEqual({
      kind: 'once',
      at: 500_000,
      count: 1,
      collected: false,
    });
  });
});
