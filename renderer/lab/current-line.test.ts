import { expect, it } from 'vitest';
import type { LabCall } from '../../core/lab.ts';
import { currentLine } from './current-line.ts';
import { programOf } from './programs.ts';

function program(name: string): string {
  const [id = '', language] = name.split('.');
  return programOf(id, language === 'py' ? 'py' : 'c');
}

let seq = 0;
const call = (name: string, changes: Partial<LabCall> = {}): LabCall => {
  seq += 1;
  return {
    seq,
    call: seq,
    at: 0,
    pid: 1,
    role: 'parent',
    name,
    args: '',
    outcome: { kind: 'returned', value: 1, errno: null },
    status: null,
    ppid: null,
    ...changes,
  };
};

const lineAt = (name: string, calls: readonly LabCall[]): string | null => {
  const at = currentLine(program(name), calls);
  return at === null ? null : (program(name).split('\n')[at] ?? '').trim();
};

it.each([
  [
    'waitpid-one.c',
    'pid_t first_child = fork();',
    'pid_t second_child = fork();',
    'pid_t pid = waitpid(second_child, NULL, 0);',
  ],
  ['waitpid-one.py', 'first = os.fork()', 'second = os.fork()', 'pid, status = os.waitpid(second, 0)'],
])('goes along with the calls of the parent in %s', (name, first, second, third) => {
  const child = call('_exit', { role: 'child' });
  expect(lineAt(name, [])).toBeNull();
  expect(lineAt(name, [call('fork')])).toBe(first);
  expect(lineAt(name, [call('fork'), child, call('fork')])).toBe(second);
  expect(lineAt(name, [call('fork'), call('fork'), call('waitpid'), child])).toBe(third);
});

it('stays where it is while a call returns, and where the program does not have that call', () => {
  const begun = call('waitpid', { outcome: { kind: 'blocked' } });
  const back = call('waitpid', { call: begun.seq });
  const calls = [call('fork'), call('fork'), begun];
  expect(lineAt('waitpid-one.c', [...calls, back, call('setrlimit')])).toBe(lineAt('waitpid-one.c', calls));
});
