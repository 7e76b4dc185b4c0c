import type { Order, Outcome, Reaped, ReapOrder, Strategy } from '../../../core/actions.ts';
import { called, diagnose } from '../../../core/diagnosis.ts';
import type { ParentFacts, ZombieCase } from '../../../core/diagnosis-facts.ts';
import type { Prospect } from '../../../core/diagnosis-prospects.ts';

import { type ProcessKey, partsOf } from '../../../core/process.ts';
import type { Failure, Result } from '../../../core/result.ts';
import type { SignalName } from '../../../core/signals.ts';
import { listedOf, statOf } from '../listing.ts';
import { type Collected, collectThroughDebugger } from './collect.ts';
import { isGone, within } from './gone.ts';
import { nudge } from './nudge.ts';

/** The engine's other powers, as far as reaping needs them. */
export interface ReapPowers {
  /** Why nothing may be done any more; asked before each step. */
  readonly refusal: () => Result<never> | null;
  readonly read: (key: ProcessKey) => Promise<Result<ZombieCase>>;
  readonly signal: (key: ProcessKey, signal: SignalName) => Promise<Result<null>>;
  readonly carryOut: (order: Order) => Promise<Outcome[]>;
}

const END_GRACE_MS = 5_000;
/** Whoever adopts a zombie collects it, as a rule at once; some only look every second or two. */
const ADOPTED_MS = 5_000;
/** Gentle to harsh; what ends somebody is never taken unasked. */
const UNASKED: readonly Strategy[] = ['nudge', 'collect'];

interface Family {
  readonly parent: ParentFacts;
  readonly cases: ZombieCase[];
}

/** Gets rid of zombies, and says of each what the kernel says became of it. */
export async function reap({ keys, strategy }: ReapOrder, powers: ReapPowers): Promise<Reaped[]> {
  const reaped: Reaped[] = [];
  const families = new Map<ProcessKey, Family>();
  for (const key of keys) {
    const read = await powers.read(key);
    if (!read.ok) reaped.push(unread(key, read.error));
    else if (read.value.parent === null) reaped.push(parentless(read.value));
    else {
      const { parent } = read.value;
      const family = families.get(parent.key);
      if (family === undefined) families.set(parent.key, { parent, cases: [read.value] });
      else family.cases.push(read.value);
    }
  }
  for (const family of families.values()) reaped.push(...(await new Attempt(family, powers).make(strategy)));
  return reaped;
}

/** One parent and those of its zombies that are to be got rid of. */
class Attempt {
  readonly #family: Family;
  readonly #powers: ReapPowers;
  readonly #said = new Map<ProcessKey, Pick<Reaped, 'strategy' | 'status' | 'says'>>();

  constructor(family: Family, powers: ReapPowers) {
    this.#family = family;
    this.#powers = powers;
  }

  async make(strategy: Strategy | null): Promise<Reaped[]> {
    for (const step of strategy === null ? UNASKED : [strategy]) {
      const left = this.#left();
      const able = left.filter((one) => this.#allowed(one, step, strategy !== null));
      if (able.length > 0) await this.#take(step, able);
    }
    return this.#family.cases.map((one) => this.#conclude(one));
  }

  #left(): ZombieCase[] {
    return this.#family.cases.filter(({ zombie }) => !isGone(zombie.key));
  }

  /** Whether that step may be tried; where it was asked for, all that does not work is said, and what cannot be is not tried. */
  #allowed(one: ZombieCase, step: Strategy, asked: boolean): boolean {
    const prospect = prospectFor(one, step);
    if (prospect === null) {
      if (asked) this.#say(one, null, diagnose(one).summary);
      return false;
    }
    if (prospect.outlook === 'impossible') {
      this.#say(one, null, prospect.says);
      return false;
    }
    if (!asked && prospect.outlook === 'no-use') {
      if (!this.#said.has(one.zombie.key)) this.#say(one, null, prospect.says);
      return false;
    }
    return true;
  }

  async #take(step: Strategy, cases: readonly ZombieCase[]): Promise<void> {
    const { parent } = this.#family;
    const keys = cases.map(({ zombie }) => zombie.key);
    if (step === 'nudge') {
      const sent = await nudge(parent.key, keys, this.#powers.signal);
      for (const one of cases) {
        this.#say(
          one,
          step,
          !sent.ok
            ? inOne(sent.error)
            : isGone(one.zombie.key)
              ? `${sent.value} made ${called(parent)} collect it`
              : `${called(parent)} got ${sent.value} and has not collected it`,
        );
      }
    } else if (step === 'collect') {
      const collected = await collectThroughDebugger(parent.key, keys, {
        refusal: this.#powers.refusal,
        stop: (key) => this.#powers.signal(key, 'SIGSTOP'),
      });
      for (const one of cases) this.#sayCollected(one, collected);
    } else await this.#endParent(cases);
  }

  #sayCollected(one: ZombieCase, collected: Result<Collected[]>): void {
    if (!collected.ok) {
      this.#say(one, 'collect', inOne(collected.error));
      return;
    }
    const found = collected.value.find(({ key }) => key === one.zombie.key);
    if (found !== undefined) this.#say(one, 'collect', found.says, found.status);
  }

  async #endParent(cases: readonly ZombieCase[]): Promise<void> {
    const { parent } = this.#family;
    const [outcome] = await this.#powers.carryOut({
      keys: [parent.key],
      scope: 'one',
      signal: 'SIGTERM',
      graceMs: END_GRACE_MS,
    });
    const ended = outcome?.kind === 'ended' || outcome?.kind === 'gone';
    if (ended) await within(ADOPTED_MS, () => cases.every(({ zombie }) => isGone(zombie.key)));
    for (const one of cases) {
      const holder = listedOf(statOf(one.zombie.pid)?.ppid ?? 0);
      this.#say(
        one,
        'end-parent',
        !ended
          ? `${called(parent)} is ${outcome?.kind === 'not-permitted' ? 'not ours to end' : 'still there'}: ${outcome?.says ?? 'it did not end'}`
          : isGone(one.zombie.key)
            ? `${called(parent)} has ended, and who adopted it collected it`
            : `${called(parent)} has ended; it is now with ${holder === null ? 'another parent' : called(holder)}, which has not collected it`,
      );
    }
  }

  #say({ zombie }: ZombieCase, strategy: Strategy | null, says: string, status = zombie.exit): void {
    this.#said.set(zombie.key, { strategy, says, status });
  }

  #conclude({ zombie }: ZombieCase): Reaped {
    const { key, pid, name } = zombie;
    const { parent } = this.#family;
    const said = this.#said.get(key);
    return {
      key,
      pid,
      name,
      parent: { key: parent.key, pid: parent.pid, name: parent.name },
      strategy: said?.strategy ?? null,
      reaped: isGone(key),
      status: said?.status ?? zombie.exit,
      says: said?.says ?? 'its parent collected it by itself',
    };
  }
}

/** The prospect of a strategy: a stopped parent is nudged by being continued. */
export function prospectFor(one: ZombieCase, step: Strategy): Prospect | null {
  const { prospects } = diagnose(one);
  return (
    prospects.find(({ action }) => action === step || (step === 'nudge' && action === 'continue')) ?? null
  );
}

/** What would be tried, without trying it: for `--dry-run` and for the question before. */
export function planFor(one: ZombieCase, strategy: Strategy | null): { step: Strategy | null; says: string } {
  let hindrance: string | null = null;
  for (const step of strategy === null ? UNASKED : [strategy]) {
    const prospect = prospectFor(one, step);
    if (prospect === null || prospect.outlook === 'impossible') {
      if (strategy !== null) return { step: null, says: prospect?.says ?? diagnose(one).summary };
      hindrance ??= prospect?.says ?? null;
      continue;
    }
    if (strategy === null && prospect.outlook === 'no-use') continue;
    const says = prospect.cost === null ? prospect.says : `${prospect.says}; ${prospect.cost}`;
    return { step, says };
  }
  return { step: null, says: hindrance ?? 'nothing gentle would help; see reaptree why' };
}

const inOne = ({ message, hint }: Failure): string => (hint === undefined ? message : `${message} ${hint}`);

function unread(key: ProcessKey, error: Failure): Reaped {
  const { pid } = partsOf(key);
  return {
    key,
    pid,
    name: `process ${pid}`,
    parent: null,
    strategy: null,
    reaped: error.code === 'gone',
    status: null,
    says: error.message,
  };
}

const parentless = (one: ZombieCase): Reaped => ({
  key: one.zombie.key,
  pid: one.zombie.pid,
  name: one.zombie.name,
  parent: null,
  strategy: null,
  reaped: false,
  status: one.zombie.exit,
  says: diagnose(one).summary,
});
