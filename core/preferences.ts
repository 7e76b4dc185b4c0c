import { namesOf } from './names-of.ts';

/** What the main process has to know of the settings, which the page keeps. */
export interface Preferences {
  /** How often samples are taken, in milliseconds, unless the app was started with another rate. */
  readonly intervalMs: number;
  /** The number of zombies in the tray, where there is one. */
  readonly tray: boolean;
  /** To go on there when the last window is closed. */
  readonly keepInTray: boolean;
  /** A notification when a parent holds so many zombies. */
  readonly notifyLeaks: boolean;
  readonly leakThreshold: number;
  /** For how much of the past everything is kept in memory. */
  readonly keptMinutes: number;
  /** For how long a zombie has to be left to be an incident, in milliseconds. */
  readonly incidentGraceMs: number;
  /** For how long incidents are kept. */
  readonly incidentDays: number;
}

const NAMES = namesOf<keyof Preferences>({
  intervalMs: true,
  tray: true,
  keepInTray: true,
  notifyLeaks: true,
  leakThreshold: true,
  keptMinutes: true,
  incidentGraceMs: true,
  incidentDays: true,
});

/** These alone, out of all settings. */
export const preferencesIn = (settings: Preferences): Preferences =>
  Object.fromEntries(NAMES.map((name) => [name, settings[name]])) as unknown as Preferences;
