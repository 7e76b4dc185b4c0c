import { expect, it } from 'vitest';
import type { ProcessHappening } from '../../core/events.ts';
import type { HistoryEntry } from '../../core/history.ts';
import { commandWords, eventWords } from './event-words.ts';

const entry = (happening: ProcessHappening, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  seq: 1,
  event: { at: 1, key: '7@7', pid: 7, name: 'sleep', ...happening },
  command: 'sleep 9',
  by: null,
  former: null,
  ...more,
});

const words = (happening: ProcessHappening, more?: Partial<HistoryEntry>): string =>
  eventWords(entry(happening, more));

it('says what happened after the name, and who did it by the name of then', () => {
  const started: ProcessHappening = { kind: 'started', ppid: 1, parent: '1@1', command: '' };
  expect(words(started, { by: 'init' })).toBe('by init (1)');
  expect(words({ ...started, ppid: 5, parent: null })).toBe('by 5');
  expect(words({ kind: 'zombie', exit: { code: 3 } })).toBe('ended (exit 3) and waits to be collected');
  expect(words({ kind: 'reaped', by: 1, reaper: '1@1', exit: { signal: 'SIGKILL' } }, { by: 'in\nit' })).toBe(
    'by in^Jit (1) (by SIGKILL)',
  );
  expect(words({ kind: 'ended', exit: null })).toBe('how, the kernel does not tell');
  expect(words({ kind: 'exec', command: 'ls' })).toBe('');
  expect(words({ kind: 'exec', command: '' })).toMatch(/^another program/);
  expect(
    words(
      { kind: 'reparented', from: 5, to: 1, formerParent: '5@5', adopter: '1@1' },
      { by: 'init', former: 'make' },
    ),
  ).toBe('by init (1), as make (5) ended');
});

it('says what it was running then, unless that is its name', () => {
  expect(commandWords(entry({ kind: 'ended', exit: null }))).toBe('sleep 9');
  expect(commandWords(entry({ kind: 'ended', exit: null }, { command: 'sleep' }))).toBe('');
  expect(commandWords(entry({ kind: 'exec', command: 'sleep\n9' }, { command: 'another' }))).toBe('sleep^J9');
  expect(commandWords(entry({ kind: 'exec', command: 'sleep' }))).toBe('sleep');
  const started: ProcessHappening = { kind: 'started', ppid: 1, parent: '1@1', command: 'sh -c …' };
  expect(commandWords(entry(started, { command: 'another' }))).toBe('sh -c …');
  expect(commandWords(entry({ kind: 'exec', command: 'sql --password=hush9' }))).toBe('sql --password=••••');
});
