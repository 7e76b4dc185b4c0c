import { expect, it } from 'vitest';
import { scaleOf } from './picture.ts';

it('is as sharp as it can be, and no picture where nobody could read it', () => {
  expect(scaleOf(700, 2_000)).toBe(2);
  expect(scaleOf(700, 16_000)).toBe(1);
  expect(scaleOf(8_000, 20_000)).toBeCloseTo(0.79);
  expect(scaleOf(700, 60_000)).toBeNull();
});
