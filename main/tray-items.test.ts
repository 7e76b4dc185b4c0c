import { expect, it } from 'vitest';
import { trayItems } from './tray-items.ts';

const labels = (...of: Parameters<typeof trayItems>): string[] => trayItems(...of).map(({ label }) => label);

it('names the worst of those that hold zombies, and none that collected them', () => {
  const leaks = [
    { key: '1@1', pid: 1, name: 'a&b', held: 2 },
    { key: '2@2', pid: 2, name: 'none', held: 0 },
    { key: '3@3', pid: 3, name: 'worst', held: 9 },
    { key: '4@4', pid: 4, name: 'one', held: 1 },
    { key: '5@5', pid: 5, name: 'two', held: 2 },
  ] as const;
  expect(labels({ zombies: 14, paused: false, leaks })).toEqual([
    'Show Reaptree',
    '',
    '14 zombies',
    'worst (3) holds 9 zombies',
    'a&&b (1) holds 2 zombies',
    'two (5) holds 2 zombies',
    '',
    'Pause',
    '',
    'Quit',
  ]);
});

it('ticks the pause, and has nobody to name where there is no zombie', () => {
  const items = trayItems({ zombies: 0, paused: true, leaks: [] });
  expect(items.find(({ kind }) => kind === 'pause')).toMatchObject({ checked: true });
  expect(items.map(({ label }) => label)).toContain('no zombies');
  expect(items.some(({ kind }) => kind === 'leak')).toBe(false);
});
