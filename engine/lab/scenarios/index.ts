import type { Scenario } from '../scenario.ts';
import { bothContinue } from './both-continue.ts';
import { copiedMemory } from './copied-memory.ts';
import { daemon } from './daemon.ts';
import { forkFails } from './fork-fails.ts';
import { forkLoop } from './fork-loop.ts';
import { forkReturns } from './fork-returns.ts';
import { ignoreSigchld } from './ignore-sigchld.ts';
import { orphan } from './orphan.ts';
import { pollingReaper } from './polling-reaper.ts';
import { pool } from './pool.ts';
import { preforkServer } from './prefork-server.ts';
import { processJoin } from './process-join.ts';
import { psRows } from './ps-rows.ts';
import { sigchldHandler } from './sigchld-handler.ts';
import { talk } from './talk.ts';
import { waitAny } from './wait-any.ts';
import { waitpidOne } from './waitpid-one.ts';
import { wnohang } from './wnohang.ts';
import { zombie } from './zombie.ts';

/** All of them, in the order of the gallery. */
export const SCENARIOS: readonly Scenario[] = [
  forkReturns,
  bothContinue,
  copiedMemory,
  psRows,
  waitAny,
  waitpidOne,
  wnohang,
  zombie,
  sigchldHandler,
  pollingReaper,
  ignoreSigchld,
  forkLoop,
  orphan,
  daemon,
  forkFails,
  processJoin,
  pool,
  preforkServer,
  talk,
];
