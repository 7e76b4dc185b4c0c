import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabEvent } from '../../core/lab.ts';
import { isGreen, type LabRun, type RunOrder } from '../../core/lab-scenario.ts';
import { builtProgram } from '../../native/binary.ts';
import { until, untilAllGone } from '../../native/kernel.ts';
import { Lab } from './lab.ts';
import { SCENARIOS } from './scenarios/index.ts';

let lab: Lab;
let told: LabEvent[];

beforeEach(() => {
  told = [];
  lab = new Lab({ helperPath: builtProgram(), onEvents: (events) => told.push(...events) });
});

afterEach(() => lab.close());

const runNow = (): LabRun => {
  const { run } = lab.state;
  if (run === null) throw new Error('No scenario was begun.');
  return run;
};

/** The shortest times that still tell the acts apart on a busy machine. */
const speedOf = (id: string): number => (id === 'polling-reaper' ? 60 : 20);

const order = (scenario: string, changes: Partial<RunOrder> = {}): RunOrder => ({
  scenario,
  speed: speedOf(scenario),
  stepping: false,
  otherwise: false,
  ...changes,
});

/** Who presses the keys, where a scenario lives by them. */
async function pressKeys(keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await until('a key is awaited', () => runNow().awaits === 'key');
    lab.pressKey(key);
    await until('it was taken', () => runNow().awaits !== 'key');
  }
}

async function play(scenario: string, changes: Partial<RunOrder> = {}): Promise<LabRun> {
  expect(await lab.runScenario(order(scenario, changes))).toEqual({ ok: true, value: null });
  if (scenario === 'fork-loop') await pressKeys(['f', 'f', 'f', 'q']);
  await until('the run is over', () => runNow().status !== 'running', 18_000);
  return runNow();
}

const pidsTold = (): number[] =>
  told.flatMap((event) =>
    event.kind === 'child' ? event.child.pid : event.kind === 'parent' ? event.parent.pid : [],
  );

describe.skipIf(process.platform !== 'linux')('the scenario', () => {
  it.each(SCENARIOS.map(({ id }) => id))('%s comes out as expected, and leaves nobody', async (id) => {
    const run = await play(id);
    expect(run.why).toBeNull();
    expect(run.checks.filter((check) => check.state !== 'met')).toEqual([]);
    expect(isGreen(run)).toBe(true);
    expect(lab.state.parents).toEqual([]);
    await untilAllGone(pidsTold());
  });

  it.each(SCENARIOS.filter((one) => one.otherwise !== null).map(({ id, otherwise }) => [id, otherwise]))(
    '%s turns red where %s',
    async (id) => {
      const run = await play(id, { otherwise: true });
      expect(run.why).toBeNull();
      expect(run.checks.filter((check) => check.state === 'broken')).not.toEqual([]);
      expect(isGreen(run)).toBe(false);
    },
  );
});
