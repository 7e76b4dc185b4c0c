import { expect, test } from 'vitest';
import { decodeWaitStatus, signalName } from './wait-status.ts';

test('a status word says how a process ended', () => {
  expect(decodeWaitStatus(0)).toEqual({ code: 0 });
  expect(decodeWaitStatus(3 << 8)).toEqual({ code: 3 });
  expect(decodeWaitStatus(9)).toEqual({ signal: 'SIGKILL' });
  // 0x80: it left a core dump.
  expect(decodeWaitStatus(0x80 | 11)).toEqual({ signal: 'SIGSEGV' });
});

test('signals go by their first names', () => {
  expect(signalName(6)).toBe('SIGABRT');
  expect(signalName(17)).toBe(process.platform === 'linux' ? 'SIGCHLD' : signalName(17));
  expect(signalName(40)).toBe('SIGRTMIN+6');
});
