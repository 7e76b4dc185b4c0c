import { afterEach, expect, test } from 'vitest';
import { endAll, startAndHear, until } from '../testing/real-processes.ts';
import { listPortably } from './portable-listing.ts';
import { Look, reached } from './select.ts';

afterEach(endAll);

test('a tree is found where there is no /proc: by pidtree and ps', async () => {
  const { child } = await startAndHear('sh', '-c', `sh -c 'sleep 91 & wait' & sleep 92 & echo ready; wait`);
  await until(async () => {
    const look = new Look(await listPortably());
    const root = look.byPid.get(child.pid);
    if (root === undefined) return false;
    const found = reached(look, [root.key], 'tree');
    if (found.length !== 4) return false;
    expect(found.map(({ name }) => name).sort()).toEqual(['sh', 'sh', 'sleep', 'sleep']);
    expect(found.at(-1)).toMatchObject({ pid: child.pid, pgid: child.pid });
    expect(Math.abs(Number(root.key.split('@')[1]) - Date.now())).toBeLessThan(60_000);
    return true;
  });
});
