import { expect, it } from 'vitest';
import { applyLabEvents, emptyLab, type LabEvent } from '../../core/lab.ts';
import { keyOf } from '../../core/process.ts';
import type { EventLine } from './line.ts';
import { Story } from './story.ts';

const fork = (by: number, pid: number): EventLine => ({
  event: 'call',
  at: 1,
  pid: by,
  role: by === 100 ? 'parent' : 'child',
  name: 'fork',
  args: '',
  outcome: 'returned',
  value: pid,
  child: { start: 7, after: 10, code: 0, name: '' },
});

const ended = (pid: number): EventLine => ({
  event: 'ended',
  at: 2,
  pid,
  start: 7,
  exit: { code: 0 },
  reaped: false,
});

const parent: EventLine = { event: 'parent', pid: 100, start: 1, blocked: null, stopped: false };

it.each<[string, readonly EventLine[]]>([
  ['as they happened', [parent, fork(100, 101), fork(101, 102), fork(102, 103), ended(103)]],
  [
    'with a grandchild before its parent',
    [parent, fork(101, 102), fork(100, 101), fork(102, 103), ended(103)],
  ],
  ['the last first', [parent, fork(102, 103), ended(103), fork(101, 102), fork(100, 101)]],
])('loses nobody of three generations that are told %s', (_how, lines) => {
  const events: LabEvent[] = [];
  let seq = 0;
  const story = new Story(
    (event) => events.push(event),
    () => ++seq,
  );
  for (const line of lines) story.take(line);
  const [family] = applyLabEvents(emptyLab, events).parents;
  const children = [...(family?.children ?? [])].sort((one, other) => one.pid - other.pid);
  expect(children.map(({ pid, by, state }) => [pid, by, state])).toEqual([
    [101, 100, 'alive'],
    [102, 101, 'alive'],
    [103, 102, 'ended'],
  ]);
  expect(children.every((child) => child.family === keyOf(100, 1))).toBe(true);
});
