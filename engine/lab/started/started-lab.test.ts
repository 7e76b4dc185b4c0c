import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LabEvent } from '../../../core/lab.ts';
import { isGreen, type LabRun } from '../../../core/lab-scenario.ts';
import { fail } from '../../../core/result.ts';
import { isGone, until } from '../../../native/kernel.ts';
import { STARTED_SCENARIOS } from './index.ts';
import { StartedLab } from './started-lab.ts';

let lab: StartedLab;
let told: LabEvent[];

beforeEach(() => {
  told = [];
  lab = new StartedLab({ onEvents: (events) => told.push(...events) });
});

afterEach(() => lab.close());

const pids = (): number[] => told.flatMap((event) => (event.kind === 'child' ? event.child.pid : []));

async function play(scenario: string, otherwise = false): Promise<LabRun | null> {
  // `sh` and `sleep` take their time to start: a second of the story must be longer than that.
  const order = { scenario, speed: 4, stepping: false, otherwise };
  expect(await lab.runScenario(order)).toEqual({ ok: true, value: null });
  await until('the run is over', () => lab.state.run?.status !== 'running', 18_000);
  return lab.state.run;
}

const NAMES = STARTED_SCENARIOS.map(({ id }) => id);

it.each(NAMES)('%s comes out as expected with started processes, and leaves nobody', async (id) => {
  const run = await play(id);
  expect(run?.why).toBeNull();
  expect(run?.checks.filter((check) => check.state !== 'met')).toEqual([]);
  expect(run !== null && isGreen(run)).toBe(true);
  expect(lab.state).toMatchObject({ parents: [], orphans: [], helper: { kind: 'without' } });
  expect(pids().length).toBeGreaterThan(1);
  await until('all are gone', () => pids().every(isGone));
});

it.each(['started-exits', 'started-join'])('%s turns red the other way', async (id) => {
  const run = await play(id, true);
  expect(run?.status).toBe('ended');
  expect(run?.checks.filter((check) => check.state === 'broken')).not.toEqual([]);
});

it.each(NAMES)('nobody of %s is left when it is stopped', async (id) => {
  await lab.runScenario({ scenario: id, speed: 0.25, stepping: false, otherwise: false });
  await until('somebody is there', () => pids().length > 0);
  await lab.stopScenario();
  await until('all are gone', () => pids().every(isGone));
  expect(lab.state.run?.status).toBe('stopped');
  expect(lab.state.parents).toEqual([]);
});

it('has no fork, and says so', async () => {
  expect(await lab.setReaping()).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  expect(lab.state.helper).toMatchObject({ kind: 'without' });
});

it('signals only what it started: never this very program', async () => {
  const parent = await lab.startParent();
  if (!parent.ok) throw new Error('no parent');
  expect(await lab.kill('1@1', 'SIGKILL')).toMatchObject({ ok: false, error: { code: 'gone' } });
  expect(await lab.kill(parent.value, 'SIGKILL')).toMatchObject({ ok: true });
  expect(lab.state.parents).toEqual([]);
});

it('begins nothing while nothing may be begun', async () => {
  const still = new StartedLab({ refusal: () => fail('refused', 'Only looking.') });
  const order = { scenario: 'started-pool', speed: 1, stepping: false, otherwise: false };
  expect(await still.runScenario(order)).toMatchObject({ ok: false, error: { code: 'refused' } });
  await still.close();
});
