import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { nativeProgram } from '../native-program.ts';
import { noTrials, startParent } from '../testing/parents.ts';
import { endAll, isZombie, start, until } from '../testing/real-processes.ts';
import { keyNow } from './facts/zombie-case.ts';
import { openHands } from './hands.ts';
import { childrenOf, statOf } from './listing.ts';

afterEach(endAll);

const native = nativeProgram(resolve('.'));

describe.skipIf(native === null || process.platform !== 'linux')('reaptree-native hold', () => {
  test('what was halted goes on when the engine ends in the middle', async () => {
    const child = start('sleep', '60');
    await until(() => keyNow(child.pid) !== null);
    const startTime = statOf(child.pid)?.startTime;
    const helper = spawn(native ?? '', ['hold'], { stdio: ['pipe', 'ignore', 'ignore'] });
    helper.stdin.write(`1 halt ${child.pid} ${startTime}\n`);
    await until(() => statOf(child.pid)?.state === 'T');
    helper.stdin.destroy();
    await until(() => helper.exitCode !== null && statOf(child.pid)?.state === 'S');
  });

  test('what was stopped on purpose stays stopped', async () => {
    const child = start('sleep', '60');
    await until(() => keyNow(child.pid) !== null);
    const key = keyNow(child.pid) ?? '1@1';
    const hands = openHands(native);
    expect(await hands.signal(key, 'SIGSTOP')).toBeNull();
    hands.close();
    await until(() => statOf(child.pid)?.state === 'T');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(statOf(child.pid)?.state).toBe('T');
  });

  test('hundreds of processes at once, each end told', async () => {
    const shell = start('sh', '-c', 'i=0; while [ $i -lt 300 ]; do sleep 60 & i=$((i+1)); done; wait');
    await until(() => childrenOf(shell.pid).length === 300);
    const hands = openHands(native);
    const keys = childrenOf(shell.pid).map(({ key }) => key);
    const held = await Promise.all(keys.map((key) => hands.hold(key)));
    expect(new Set(held)).toEqual(new Set([null]));
    await Promise.all(keys.map((key) => hands.signal(key, 'SIGTERM')));
    await until(async () => (await Promise.all(keys.map((key) => hands.hasEnded(key)))).every(Boolean));
    hands.close();
  });
});

test.skipIf(noTrials !== null).each([
  ['reaptree-native', native],
  ['without it', null],
])('%s: one whose first thread alone has ended has not ended', async (_way, program) => {
  const { pid } = await startParent('leader');
  await until(() => isZombie(pid));
  const key = keyNow(pid) ?? '1@1';
  const hands = openHands(program);
  expect(await hands.hold(key)).toBeNull();
  expect(await hands.signal(key, 'SIGKILL')).toBeNull();
  await until(() => hands.hasEnded(key));
  hands.close();
});
