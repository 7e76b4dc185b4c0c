import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabEvent } from '../../core/lab.ts';
import { builtProgram } from '../../native/binary.ts';
import { aliveInSession, until, untilAllGone } from '../../native/kernel.ts';
import { randomMoments } from '../testing/random-moments.ts';
import { Lab } from './lab.ts';
import { SCENARIOS } from './scenarios/index.ts';

const moments = randomMoments();
let lab: Lab;
let told: LabEvent[];
let helper: number;

beforeEach(() => {
  told = [];
  helper = 0;
  lab = new Lab({
    helperPath: builtProgram(),
    onEvents: (events) => told.push(...events),
    onHelper: (pid) => {
      helper = pid ?? helper;
    },
  });
});

afterEach(() => lab.close());

const pidsTold = (): number[] =>
  told.flatMap((event) =>
    event.kind === 'child' ? event.child.pid : event.kind === 'parent' ? event.parent.pid : [],
  );

/** Begins it, and is back at some moment of it: another one for each scenario and each way, but none is chosen. */
async function inTheMidst(scenario: string): Promise<void> {
  const order = { scenario, speed: 8, stepping: false, otherwise: false };
  expect(await lab.runScenario(order)).toMatchObject({ ok: true });
  await until('its parent is there', () => (lab.state.run?.parents.length ?? 0) > 0);
  if (scenario === 'fork-loop') lab.pressKey('f');
  await pause(moments.next(250));
}

const isOver = (): boolean => lab.state.run?.status !== 'running';

describe.skipIf(process.platform !== 'linux').each(SCENARIOS.map(({ id }) => id))(
  `of %s nobody is left (seed ${moments.seed})`,
  (id) => {
    it('when it is stopped', async () => {
      await inTheMidst(id);
      expect(await lab.stopScenario()).toMatchObject({ ok: true });
      expect(['stopped', 'ended']).toContain(lab.state.run?.status);
      await untilAllGone(pidsTold());
      expect(lab.state).toMatchObject({ parents: [], orphans: [], helper: { kind: 'running' } });
    });

    it('when the lab is closed', async () => {
      await inTheMidst(id);
      await lab.close();
      await untilAllGone(pidsTold());
      expect(aliveInSession(helper)).toEqual([]);
    });

    it('when the helper is killed', async () => {
      await inTheMidst(id);
      process.kill(helper, 'SIGKILL');
      await until('nobody is left', () => aliveInSession(helper).length === 0, 1_000);
      await untilAllGone(pidsTold());
      await until('the run is over', isOver);
      expect(['failed', 'ended']).toContain(lab.state.run?.status);
    });

    it('when its parent is killed', async () => {
      await inTheMidst(id);
      const parent = lab.state.parents[0];
      if (parent !== undefined) process.kill(parent.pid, 'SIGKILL');
      await until('the run is over', isOver, 1_000);
      await untilAllGone(pidsTold());
    });
  },
);
