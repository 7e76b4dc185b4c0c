import type { ScenarioInfo } from '../../core/lab-scenario.ts';
import type { Stage } from './stage.ts';

/** One story of the lab. A new one is a new file in scenarios/, and a line in scenarios/index.ts. */
export interface Scenario<Check extends string = string> extends ScenarioInfo {
  readonly expected: Readonly<Record<Check, string>>;
  /** Plays it with real processes, and says of each expectation whether it came true. */
  play(stage: Stage<Check>): Promise<void>;
}

/** Has the compiler know the names of the checks: a misspelt one does not pass. */
export const scenario = <Check extends string>(told: Scenario<Check>): Scenario<Check> => told;
