import { expect, it } from 'vitest';
import type { LabCall } from '../../core/lab.ts';
import { lineOf, textOf } from './transcript-line.ts';

const call: LabCall = {
  seq: 7,
  call: 7,
  at: 1.2345,
  pid: 52000,
  role: 'parent',
  name: 'waitpid',
  args: '52001, &status, 0',
  outcome: { kind: 'returned', value: 52001, errno: null },
  status: { code: 3 },
  ppid: null,
};

it.each<[Partial<LabCall>, string]>([
  [{}, '    1.234 parent 52000   waitpid(52001, &status, 0) = 52001 (exit 3)'],
  [{ call: 5 }, '    1.234 parent 52000   ↳ waitpid(52001, &status, 0) = 52001 (exit 3)'],
  [
    { outcome: { kind: 'blocked' }, status: null },
    '    1.234 parent 52000   waitpid(52001, &status, 0) … blocked',
  ],
  [
    { outcome: { kind: 'returned', value: -1, errno: 'ECHILD' }, status: null },
    '    1.234 parent 52000   waitpid(52001, &status, 0) = -1 ECHILD: no such child is left to wait for',
  ],
  [
    { status: { signal: 'SIGKILL' } },
    '    1.234 parent 52000   waitpid(52001, &status, 0) = 52001 (SIGKILL)',
  ],
  [
    {
      role: 'child',
      name: 'fork',
      args: '',
      outcome: { kind: 'returned', value: 0, errno: null },
      status: null,
      ppid: 9,
    },
    '    1.234 child 52000    fork() = 0 (getppid() = 9)',
  ],
])('tells %j', (part, text) => expect(textOf(lineOf({ ...call, ...part }))).toBe(text));
