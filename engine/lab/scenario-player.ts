import type { LabEvent } from '../../core/lab.ts';
import type { RunOrder, ScenarioInfo } from '../../core/lab-scenario.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Scenario } from './scenario.ts';
import { type RunLab, ScenarioRun } from './scenario-run.ts';

/** The stories that a lab can tell, one at a time. */
export class ScenarioPlayer {
  private run: ScenarioRun | null = null;
  private runs = 0;

  constructor(
    private readonly lab: RunLab,
    private readonly scenarios: readonly Scenario[],
  ) {}

  get infos(): readonly ScenarioInfo[] {
    return this.scenarios.map(({ play: _, ...info }) => info);
  }

  /** Plays one; what comes of it is told by events. One that still runs is stopped first. */
  async play(order: RunOrder, ready: () => Promise<Result<unknown>>): Promise<Result<null>> {
    const scenario = this.scenarios.find((one) => one.id === order.scenario);
    if (scenario === undefined) return fail('invalid', `There is no scenario named ${order.scenario}.`);
    await this.run?.stop();
    const isReady = await ready();
    if (!isReady.ok) return isReady;
    this.runs += 1;
    this.run = new ScenarioRun(this.lab, scenario, order, this.runs);
    return ok(null);
  }

  step(): Result<null> {
    if (this.run?.isRunning !== true) return fail('gone', 'No scenario runs.');
    this.run.step();
    return ok(null);
  }

  press(key: string): Result<null> {
    if (this.run?.isRunning !== true) return fail('gone', 'No scenario runs.');
    this.run.pressed(key);
    return ok(null);
  }

  /** Answers when nothing of the scenario is left. */
  async stop(): Promise<void> {
    await this.run?.stop();
  }

  heard(events: readonly LabEvent[]): void {
    this.run?.heard(events);
  }
}
