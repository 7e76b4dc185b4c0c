import { expect, it } from 'vitest';
import { type Preferences, preferencesIn } from './preferences.ts';

it('are all of them, and nothing else of the settings', () => {
  const preferences: Preferences = {
    intervalMs: 500,
    tray: true,
    keepInTray: false,
    notifyLeaks: true,
    leakThreshold: 7,
    keptMinutes: 20,
    incidentGraceMs: 3_000,
    incidentDays: 9,
  };
  expect(preferencesIn({ ...preferences, ...{ theme: 'dark' } })).toEqual(preferences);
});
