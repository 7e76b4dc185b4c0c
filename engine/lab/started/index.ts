import type { Scenario } from '../scenario.ts';
import { exitStatus } from './exit-status.ts';
import { startedPool } from './pool.ts';
import { startedJoin } from './process-join.ts';

/** Those that need no fork(), in the order of the gallery. */
export const STARTED_SCENARIOS: readonly Scenario[] = [exitStatus, startedJoin, startedPool];
