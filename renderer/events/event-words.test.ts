import { expect, it } from 'vitest';
import type { ProcessEvent, ProcessHappening } from '../../core/events.ts';
import { eventWords } from './event-words.ts';

const words = (happening: ProcessHappening): string => {
  const event: ProcessEvent = { at: 1, key: '7@7', pid: 7, name: 'sleep', ...happening };
  return eventWords(event, (pid) => (pid === 1 ? 'init' : null));
};

it('says what happened after the name', () => {
  expect(words({ kind: 'started', ppid: 1, parent: '1@1', command: '' })).toBe('by init (1)');
  expect(words({ kind: 'started', ppid: 5, parent: null, command: '' })).toBe('by 5');
  expect(words({ kind: 'exec', command: 'sleep\n9' })).toBe('sleep^J9');
  expect(words({ kind: 'zombie', exit: { code: 3 } })).toBe('ended (exit 3) and waits to be collected');
  expect(words({ kind: 'reaped', by: 1, reaper: '1@1', exit: { signal: 'SIGKILL' } })).toBe(
    'by init (1) (by SIGKILL)',
  );
  expect(words({ kind: 'ended', exit: null })).toBe('how, the kernel does not tell');
  expect(words({ kind: 'reparented', from: 5, to: 1, formerParent: null, adopter: '1@1' })).toBe(
    'by init (1), as 5 ended',
  );
});
