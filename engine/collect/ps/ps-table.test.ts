import { expect, test } from 'vitest';
import { parseCpuTime, parsePsTable } from './ps-table.ts';

// As macOS prints it: session flags behind the state, `??` for no terminal, hundredths in the time.
const MACOS = `    1     1 Ss   ??        0 37  12:41.07  21200 35196284 launchd
  512   512 S    ??        0 31   0:00.10   4096 34155120 Google Chrome He
 2041  2041 Z    ttys001   0  0   0:00.00      0        0 sh
 2042  2041 U+   ttys001   5 24 101:02.50   1024    20480 make
 2043  2043 I    ??        - 20   0:01.00   1024    20480 idler
`;

test('reads the table of macOS, its own state letters included', () => {
  const rows = parsePsTable(MACOS, 'darwin');
  expect([...rows.values()].map(({ pid, state }) => [pid, state])).toEqual([
    [1, 'S'],
    [512, 'S'],
    [2041, 'Z'],
    [2042, 'D'],
    [2043, 'S'],
  ]);
  expect(rows.get(2042)).toEqual({
    pid: 2042,
    pgid: 2041,
    sid: null,
    threads: null,
    flags: null,
    state: 'D',
    name: 'make',
    tty: 'ttys001',
    nice: 5,
    priority: 24,
    cpuTimeMs: 6_062_500,
    rssBytes: 1_048_576,
    vszBytes: 20_971_520,
  });
  expect(rows.get(2043)?.nice).toBeNull();
  expect(rows.get(1)?.tty).toBeNull();
  expect(rows.get(512)?.name).toBe('Google Chrome He');
});

test('reads the table of Linux', () => {
  const rows = parsePsTable('  7  0 I<  ?  -20 39 1-02:03:04 0 0 0 1 1 kworker/0:1 x\n', 'linux');
  expect(rows.get(7)).toMatchObject({
    state: 'I',
    name: 'kworker/0:1 x',
    sid: 0,
    threads: 1,
    flags: 1,
    nice: -20,
    priority: 0,
    cpuTimeMs: 93_784_000,
    tty: null,
  });
});

test('passes over what is not a row', () => {
  expect(parsePsTable('', 'linux').size).toBe(0);
  expect(parsePsTable('error: something\n\n  5 5\n', 'linux').size).toBe(0);
});

test('CPU time in both notations', () => {
  expect(parseCpuTime('00:00:01')).toBe(1_000);
  expect(parseCpuTime('0:00.01')).toBe(10);
  expect(parseCpuTime('-')).toBeNull();
});
