import { expect, it } from 'vitest';
import { placed } from './window-bounds.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const window = { x: 100, y: 50, width: 1200, height: 800 };

it('puts a window back where it was', () => {
  expect(placed(window, [screen])).toEqual(window);
  expect(placed({ ...window, x: 2000 }, [screen, { ...screen, x: 1920 }])).toEqual({ ...window, x: 2000 });
});

it.each([
  ['its screen is gone', { ...window, x: 2500 }],
  ['hardly any of it is on the screen', { ...window, x: 1900 }],
  ['its title is above the screen', { ...window, y: -30 }],
  ['its title is below the screen', { ...window, y: 1070 }],
])('leaves the place to the system where %s', (_why, bounds) => {
  expect(placed(bounds, [screen])).toEqual({ width: 1200, height: 800 });
});
