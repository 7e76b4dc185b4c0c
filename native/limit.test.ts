import { afterEach, describe, expect, it } from 'vitest';
import { builtProgram } from './binary.ts';
import { untilAllGone } from './kernel.ts';
import { RawHelper, type RawLine } from './raw-helper.ts';

let helper: RawHelper | null = null;

afterEach(async () => {
  await helper?.stop();
  helper = null;
});

const calls = (name: string): RawLine[] =>
  helper?.lines.filter((line) => line.event === 'call' && line.role === 'parent' && line.name === name) ?? [];

/** Plays it, and gives the children that were forked before the limit was met. */
async function meetTheLimit(command: string, words: readonly string[]): Promise<number[]> {
  helper = new RawHelper(command, words);
  await helper.line((line) => line.event === 'hello');
  const parent = await helper.parent();
  expect(await helper.ask(`play parent=${parent} piece=limit after=20`)).toMatchObject({ ok: true });
  const forks = calls('fork');
  expect(forks.at(-1)).toMatchObject({ value: -1, errno: 'EAGAIN' });
  const children = forks.slice(0, -1).map((line) => Number(line.value));
  expect(children.length).toBeGreaterThan(0);
  const collected = calls('wait').flatMap((line) =>
    line.outcome === 'returned' ? [Number(line.value)] : [],
  );
  expect(collected.toSorted()).toEqual(children.toSorted());
  return children;
}

describe.skipIf(process.platform !== 'linux')('the limit of processes', () => {
  it('is met by whoever runs this, root or not', async () => {
    await untilAllGone(await meetTheLimit(builtProgram(), ['lab']));
    const becameAnother = calls('setresuid').length > 0;
    expect(becameAnother).toBe(process.getuid?.() === 0);
  });

  it.skipIf(process.getuid?.() !== 0)('is met by an ordinary user, who stays that user', async () => {
    // A user of whom there is nobody else: what others start meanwhile would count as well.
    const user = ['--reuid', '64321', '--regid', '64321', '--clear-groups'];
    await untilAllGone(await meetTheLimit('setpriv', [...user, builtProgram(), 'lab']));
    expect(calls('setresuid')).toEqual([]);
  });
});
