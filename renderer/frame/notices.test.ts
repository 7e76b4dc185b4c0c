import { expect, test } from 'vitest';
import { type Notice, Notices } from './notices.ts';

test('what is told before there is anything to show it with is shown first, and once', () => {
  const notices = new Notices();
  notices.done('Written', 'tree.json');
  notices.failed('Not opened', { code: 'io', message: 'There is no such file.', hint: 'Look elsewhere.' });
  const shown: Notice[] = [];
  notices.showWith((notice) => shown.push(notice));
  notices.done('Copied');
  expect(shown).toEqual([
    { kind: 'done', title: 'Written', description: 'tree.json' },
    { kind: 'failed', title: 'Not opened', description: 'There is no such file. Look elsewhere.' },
    { kind: 'done', title: 'Copied', description: undefined },
  ]);
});
