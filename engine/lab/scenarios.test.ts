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

/** Where what is seen hangs on the clock, its seconds must be long enough that a busy machine does not mix them up. */
const SPEEDS: Readonly<Record<string, number>> = { 'polling-reaper': 20, 'process-join': 3, 'wait-any': 4 };
const speedOf = (id: string): number => SPEEDS[id] ?? 10;

const order = (scenario: string, changes: Partial<RunOrder> = {}): RunOrder => ({
  scenario,
  speed: speedOf(scenario),
  stepping: false,
  otherwise: false,
  ...changes,
});

/** Who presses the keys of the fork loop: so many times for a child, and then for the end. */
async function pressKeys(children: number): Promise<void> {
  const awaited = (): boolean => runNow().awaits === 'key';
  for (let made = 1; made <= children; made++) {
    await until('a key is awaited', awaited);
    lab.pressKey('f');
    await until(
      'it made a child',
      () => runNow().checks[0]?.observed?.endsWith(`after ${made} keys`) === true,
    );
  }
  await until('a key is awaited', awaited);
  lab.pressKey('q');
}

async function play(scenario: string, changes: Partial<RunOrder> = {}): Promise<LabRun> {
  expect(await lab.runScenario(order(scenario, changes))).toEqual({ ok: true, value: null });
  if (scenario === 'fork-loop') await pressKeys(3);
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

  it.each(['waitpid-one', 'talk'])('%s goes on step by step, and not by itself', async (id) => {
    expect(await lab.runScenario(order(id, { stepping: true }))).toMatchObject({ ok: true });
    let steps = 0;
    while (runNow().status === 'running') {
      await until('a step is awaited', () => runNow().awaits === 'step' || runNow().status !== 'running');
      if (steps === 2) {
        // Nobody asks for a third: so the parent does nothing more.
        const acts = (): number => lab.state.calls.filter((call) => call.role === 'parent').length;
        const before = acts();
        await new Promise((settle) => setTimeout(settle, 60));
        expect(acts()).toBe(before);
      }
      lab.stepScenario();
      steps += 1;
      await new Promise((settle) => setTimeout(settle, 10)); // what comes of it takes a moment; a step too many is lost
    }
    expect(isGreen(runNow())).toBe(true);
    expect(steps).toBeGreaterThan(4);
  });

  it('is stopped by the next one, and the bench is left alone', async () => {
    const parent = await lab.startParent();
    await lab.runScenario(order('zombie', { speed: 1 }));
    await until('it is on the stage', () => runNow().parents.length === 1);
    const run = await play('wnohang');
    expect([run.scenario, isGreen(run)]).toEqual(['wnohang', true]);
    expect(lab.state.parents.map(({ key }) => key)).toEqual(parent.ok ? [parent.value] : []);
  });

  it('is none that nobody wrote', async () => {
    expect(await lab.runScenario(order('dance'))).toMatchObject({ ok: false, error: { code: 'invalid' } });
    expect(lab.stepScenario()).toMatchObject({ ok: false, error: { code: 'gone' } });
  });
});
