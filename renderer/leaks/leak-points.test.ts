import { describe, expect, it } from 'vitest';
import { pointsOf, spanAt } from './leak-points.ts';

describe('the span', () => {
  it.each([
    [10, 60],
    [60, 60],
    [61, 120],
    [299, 300],
    [301, 600],
    [90_000, 600],
  ])('after %s s is %s s long, whatever was leaked', (looked, length) => {
    const now = 1_000_000_000;
    expect(spanAt(now, now - looked * 1000)).toEqual({ from: now - length * 1000, until: now });
  });
});

describe('the points', () => {
  const line = { times: [10_000, 50_000, 80_000], held: [1, 900, 2] };

  it('begin at the left edge with what is held there, and reach to now', () => {
    expect(pointsOf(line, { span: { from: 60_000, until: 90_000 }, began: 0, endedAt: null })).toEqual([
      [60, 80, 90],
      [900, 2, 2],
    ]);
    // The height is that of what is shown: a peak is over when it has left the picture.
    expect(pointsOf(line, { span: { from: 85_000, until: 90_000 }, began: 0, endedAt: null })).toEqual([
      [85, 90],
      [2, 2],
    ]);
  });

  it('rise from the ground, but for those that were there at the first look', () => {
    const span = { from: 0, until: 60_000 };
    const once = { times: [10_000], held: [3] };
    expect(pointsOf(once, { span, began: 0, endedAt: null })).toEqual([
      [10, 10, 60],
      [0, 3, 3],
    ]);
    expect(pointsOf(once, { span, began: 10_000, endedAt: null })).toEqual([
      [10, 60],
      [3, 3],
    ]);
  });

  it('stop with the parent', () => {
    const ended = { times: [10_000, 20_000], held: [3, 0] };
    expect(pointsOf(ended, { span: { from: 0, until: 60_000 }, began: 10_000, endedAt: 20_000 })[0]).toEqual([
      10, 20,
    ]);
  });

  it('never go backwards, though a sample came after the question', () => {
    const span = { from: 0, until: 79_000 };
    expect(pointsOf(line, { span, began: 10_000, endedAt: null })[0]).toEqual([10, 50, 80]);
  });

  it('are none of what is not known yet', () => {
    expect(
      pointsOf({ times: [], held: [] }, { span: { from: 0, until: 1 }, began: 0, endedAt: null }),
    ).toEqual([[], []]);
  });
});
