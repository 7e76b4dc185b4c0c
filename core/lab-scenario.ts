import type { ProcessKey } from './process.ts';

/** The groups of the gallery, in its order. */
export const SCENARIO_GROUPS = [
  'First steps',
  'Waiting',
  'Zombies',
  'Families',
  'Limits',
  'Together',
] as const;
export type ScenarioGroup = (typeof SCENARIO_GROUPS)[number];

/** What the gallery and the stage show of a scenario; how it is played is the engine's. */
export interface ScenarioInfo {
  /** Also the name of its programs: `core/lab-programs/<id>.c` and `.py`. */
  readonly id: string;
  readonly group: ScenarioGroup;
  readonly title: string;
  /** What it shows, in half a line. */
  readonly line: string;
  /** What happens, in a few sentences. */
  readonly story: string;
  /** What is expected, in the order in which it is to be seen: the words of each check by its name. */
  readonly expected: Readonly<Record<string, string>>;
  /** Another way to play it, by which what is expected does not come true; `null` where there is none. */
  readonly otherwise: string | null;
  /** It goes on by keys: what each does. */
  readonly keys?: Readonly<Record<string, string>>;
}

export interface LabCheck {
  readonly id: string;
  readonly text: string;
  readonly state: 'open' | 'met' | 'broken';
  /** What was seen; `null` while nothing was. */
  readonly observed: string | null;
}

export interface RunOrder {
  readonly scenario: string;
  /** So many times as fast as told. */
  readonly speed: number;
  /** Before each act it waits to be told to go on. */
  readonly stepping: boolean;
  /** Play it the other way: see {@link ScenarioInfo.otherwise}. */
  readonly otherwise: boolean;
}

/** One run of a scenario. */
export interface LabRun extends RunOrder {
  /** Rises with each run. */
  readonly id: number;
  /** The transcript of the run begins behind this line. */
  readonly after: number;
  /** Its last line; `null` while it runs. */
  readonly until: number | null;
  /** `stopped` by a person; `failed`: it could not be played to its end. */
  readonly status: 'running' | 'ended' | 'stopped' | 'failed';
  /** Why it failed. */
  readonly why: string | null;
  /** What it waits for: the next step, or a key. */
  readonly awaits: 'step' | 'key' | null;
  readonly checks: readonly LabCheck[];
  /** Its test parents. */
  readonly parents: readonly ProcessKey[];
}

export const SPEEDS = { least: 0.25, most: 1000, offered: [0.5, 1, 2, 5, 10, 30] } as const;

/** Whether all that was expected was seen. */
export const isGreen = (run: LabRun): boolean =>
  run.status === 'ended' && run.checks.every((check) => check.state === 'met');
