import { expect, it } from 'vitest';
import { compareSnapshots } from './compare.ts';
import { writeComparisonText } from './comparison-text.ts';
import { aProcess, aSnapshot } from './testing.ts';

const textOf = (before: ReturnType<typeof aSnapshot>, after: ReturnType<typeof aSnapshot>): string =>
  [...writeComparisonText(before, after, compareSnapshots(before, after))].join('');

const init = aProcess(1, { ppid: 0, command: '/sbin/init' });

it('names what changed below what stands above it, and leaves out the rest', () => {
  const before = aSnapshot([init, aProcess(20), aProcess(30), aProcess(31, { ppid: 30 })]);
  const after = aSnapshot(
    [init, aProcess(20), aProcess(30), aProcess(32, { ppid: 30, command: 'evil\nname' })],
    {
      takenAt: '2026-11-20T08:05:00.000Z',
    },
  );
  const [heading, ...lines] = textOf(before, after).trimEnd().split('\n');
  expect(heading).toMatch(/: 1 started, 1 ended$/);
  expect(lines).toEqual([
    'PID  CHANGE   COMMAND',
    '  1           /sbin/init',
    ' 30             sleep 60',
    ' 31  ended        sleep 60',
    ' 32  started      evil^Jname',
  ]);
});

it('says so where nothing changed', () => {
  const same = aSnapshot([init]);
  expect(textOf(same, same)).toMatch(/: nothing changed\n$/);
});
