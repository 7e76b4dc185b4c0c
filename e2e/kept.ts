import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeJson } from '../core/snapshot/json.ts';
import type { Snapshot } from '../core/snapshot/snapshot.ts';
import { aProcess, aSnapshot } from '../core/snapshot/testing.ts';

/** Writes a snapshot where a test can open it. */
export function kept(folder: string, name: string, snapshot: Snapshot): string {
  const file = join(folder, name);
  writeFileSync(file, [...writeJson(snapshot)].join(''));
  return file;
}

/** A leaking parent on a machine that is not this one. */
export const LEAKY: Snapshot = aSnapshot([
  aProcess(1, { ppid: 0, name: 'init', command: '/sbin/init', uid: 0, user: 'root' }),
  aProcess(20, { name: 'waybar', command: 'waybar -c /home/kim/.config/waybar' }),
  aProcess(21, { ppid: 20, name: 'weather.sh', state: 'Z', marks: ['zombie'], exit: { code: 3 } }),
  aProcess(22, { ppid: 20, name: 'weather.sh', state: 'Z', marks: ['zombie'], exit: { code: 3 } }),
  aProcess(30, {
    name: 'curl',
    command: 'curl --token=ghp_abcdefghijklmnopqrstuvwxyz0123456789 https://example.org',
    rssBytes: 300 * 1024 * 1024,
  }),
]);

/** The same machine an hour later: one collected, one started, one grown, one moved. */
export const LATER: Snapshot = aSnapshot(
  [
    aProcess(1, { ppid: 0, name: 'init', command: '/sbin/init', uid: 0, user: 'root' }),
    aProcess(20, {
      name: 'waybar',
      command: 'waybar -c /home/kim/.config/waybar',
      rssBytes: 90 * 1024 * 1024,
    }),
    aProcess(22, { ppid: 20, name: 'weather.sh', state: 'Z', marks: ['zombie'], exit: { code: 3 } }),
    aProcess(31, { ppid: 20, name: 'newcomer', command: 'newcomer' }),
  ],
  { takenAt: '2026-11-20T09:00:00.000Z' },
);
