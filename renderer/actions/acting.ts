import type { Outcome, Progress, Reaped, Scope, Strategy } from '../../core/actions.ts';
import type { ReaptreeApi } from '../../core/contract.ts';
import { called, diagnose } from '../../core/diagnosis.ts';
import type { ParentFacts, Person, ZombieCase } from '../../core/diagnosis-facts.ts';
import { counted } from '../../core/format.ts';
import type { ProcessKey } from '../../core/process.ts';
import { fail, type Result } from '../../core/result.ts';
import type { SignalName } from '../../core/signals.ts';
import type { Notices } from '../frame/notices.ts';
import type { ProcessRow } from '../store/process-store.ts';
import { Value } from '../store/value.ts';

/** A question that stands open; each has a number of its own, also about the same process. */
interface Asked {
  readonly number: number;
}

/** Processes that the user is about to end. */
export interface EndIntent extends Asked {
  readonly rows: readonly ProcessRow[];
  readonly scope: Scope;
}

/** Zombies that are about to be got rid of by more than a nudge. */
export interface ReapIntent extends Asked {
  readonly strategy: Strategy;
  readonly parent: ParentFacts;
  readonly zombies: readonly Person[];
}

export interface NiceIntent extends Asked {
  readonly rows: readonly ProcessRow[];
}

/** What the user does to processes: asked first, carried out by the engine, told afterwards. */
export class Acting {
  readonly readOnly = new Value(false);
  readonly ending = new Value<EndIntent | null>(null);
  readonly reaping = new Value<ReapIntent | null>(null);
  readonly nicing = new Value<NiceIntent | null>(null);
  readonly progress = new Value<(Progress & { readonly job: string }) | null>(null);
  readonly #api: ReaptreeApi;
  readonly #notices: Notices;
  #number = 0;

  constructor(api: ReaptreeApi, notices: Notices) {
    this.#api = api;
    this.#notices = notices;
  }

  start(): void {
    this.#api.on('actions:progress', (progress) => this.progress.set(progress));
    void this.#api.request('app:about').then((about) => {
      if (about.ok) this.readOnly.set(about.value.readOnly);
    });
  }

  end(rows: readonly ProcessRow[], scope: Scope = 'one'): void {
    this.ending.set({ number: ++this.#number, rows, scope });
  }

  renice(rows: readonly ProcessRow[]): void {
    this.nicing.set({ number: ++this.#number, rows });
  }

  /** A nudge takes nothing away and is given at once; anything else is asked about first. */
  reap(one: ZombieCase, strategy: Strategy): void {
    const { parent } = one;
    if (parent === null) return;
    const zombies = parent.zombies.length === 0 ? [one.zombie] : parent.zombies;
    if (strategy === 'nudge') void this.#nudge(parent, zombies);
    else this.reaping.set({ number: ++this.#number, strategy, parent, zombies });
  }

  /** The gentlest that the diagnosis expects something of, short of ending anybody. */
  async reapBest(row: ProcessRow): Promise<void> {
    const read = await this.why(row);
    if (!read.ok) {
      this.#notices.failed('Nothing was reaped', read.error);
      return;
    }
    const { prospects, summary } = diagnose(read.value);
    const best = prospects.find(
      ({ action, outlook }) =>
        (outlook === 'works' || outlook === 'may-work') &&
        (action === 'nudge' || action === 'continue' || action === 'collect'),
    );
    if (best !== undefined) this.reap(read.value, best.action === 'collect' ? 'collect' : 'nudge');
    else this.#notices.failed('Nothing gentle would reap it', { code: 'unavailable', message: summary });
  }

  why(row: ProcessRow): Promise<Result<ZombieCase>> {
    return this.#api.request('zombie:why', { key: row.key, zombieSince: row.process.zombieSince });
  }

  collect(keys: readonly ProcessKey[], strategy: Strategy): Promise<Result<readonly Reaped[]>> {
    return this.#api.request('zombie:reap', { keys, strategy });
  }

  forecast(keys: readonly ProcessKey[], scope: Scope) {
    return this.#api.request('actions:forecast', { keys, scope });
  }

  run(job: string, keys: readonly ProcessKey[], scope: Scope, signal: SignalName, graceMs: number | null) {
    this.progress.set(null);
    return this.#api.request('actions:run', { job, keys, scope, signal, graceMs });
  }

  cancel(job: string): void {
    void this.#api.request('actions:cancel', { job });
  }

  async setNice(keys: readonly ProcessKey[], nice: number): Promise<Result<readonly Outcome[]>> {
    const answer = await this.#api.request('actions:renice', { keys, nice });
    if (!answer.ok) return answer;
    const missed = answer.value.filter(({ kind }) => kind !== 'done');
    const [first] = missed;
    if (first !== undefined) {
      return fail('not-permitted', `${called(first)}: ${first.says ?? 'it has already gone'}.`);
    }
    this.#notices.done(`Niceness ${nice}`, counted(answer.value.length, 'process', 'processes'));
    return answer;
  }

  async #nudge(parent: ParentFacts, zombies: readonly Person[]): Promise<void> {
    const answer = await this.collect(
      zombies.map(({ key }) => key),
      'nudge',
    );
    if (!answer.ok) {
      this.#notices.failed(`${called(parent)} was not nudged`, answer.error);
      return;
    }
    const reaped = answer.value.filter((one) => one.reaped).length;
    if (reaped === answer.value.length) {
      this.#notices.done(`${counted(reaped, 'zombie')} collected`, `by ${called(parent)}`);
    } else {
      const left = answer.value.find((one) => !one.reaped);
      this.#notices.failed(
        `${counted(answer.value.length - reaped, 'zombie is', 'zombies are')} still there`,
        { code: 'refused', message: left?.says ?? '' },
      );
    }
  }
}
