import { expect, it } from 'vitest';
import { keyOf } from '../../../core/process.ts';
import { madeUp } from '../../../core/testing/made-up.ts';
import { flatten } from '../../../core/visible-rows.ts';
import { ProcessStore } from '../../store/process-store.ts';
import { full, zombie } from '../../testing/made-up.ts';
import { sentenceOf } from './spoken.ts';

it('says of a process what the picture shows: its place, what is below it, and what is wrong with it', () => {
  const processes = new ProcessStore();
  processes.reset(
    full(1, madeUp(1, 0, { name: 'npm' }), madeUp(2, 1, { name: 'node' }), zombie(3, 2), madeUp(4, 2)),
  );
  const say = (pid: number, collapsed: number[] = []): string => {
    const key = keyOf(pid, pid);
    const rows = flatten(processes.tree, { collapsed: new Set(collapsed.map((each) => keyOf(each, each))) });
    const row = processes.row(key);
    const place = rows.find((each) => each.key === key);
    if (row === undefined || place === undefined) throw new Error('not drawn');
    return sentenceOf(row, place, processes);
  };
  expect(say(1)).toBe('npm 1, level 1, expanded, 3 below');
  expect(say(2, [2])).toBe('node 2, level 2, under npm, collapsed, 2 below, holds 1 zombie');
  expect(say(3)).toBe('process-3 3, level 3, under node, zombie');
});
