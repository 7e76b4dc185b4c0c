import type { Order, Outcome, Progress, ReadOnlyState, Reaped, Scope, Strategy } from '../../core/actions.ts';
import type { ReaptreeApi } from '../../core/contract.ts';
import { called, type ParentFacts, type Person, type ZombieCase } from '../../core/diagnosis-facts.ts';
import type { Prospect } from '../../core/diagnosis-prospects.ts';
import { counted } from '../../core/format.ts';
import type { ProcessKey } from '../../core/process.ts';
import type { Result } from '../../core/result.ts';
import type { SignalName } from '../../core/signals.ts';
import type { Notices } from '../frame/notices.ts';
import { zombiesAmong } from '../processes/on-selection.ts';
import type { ProcessRow, ProcessStore } from '../store/process-store.ts';
import { Value } from '../store/value.ts';
import { watchedOf } from './watched.ts';
import { keysOf, whomWords } from './whom.ts';

/** A question that stands open; each has a number of its own, also about the same process. */
export interface Asked {
  readonly number: number;
}

/** Processes that the user is about to do something to; also those that have ended since they were selected. */
interface AskedOfProcesses extends Asked {
  readonly rows: readonly ProcessRow[];
}

export interface EndIntent extends AskedOfProcesses {
  readonly scope: Scope;
}

export interface SignalIntent extends AskedOfProcesses {
  readonly signal: SignalName;
}

export type NiceIntent = AskedOfProcesses;

/** Zombies of one parent, and what would be done about them. */
export interface ReapFamily {
  readonly parent: ParentFacts;
  readonly zombies: readonly Person[];
  /** The gentlest that is expected to help, short of ending anybody. */
  readonly gentle: Prospect | null;
  /** Why they are still there. */
  readonly summary: string;
}

/** Zombies that are about to be got rid of by more than a nudge. */
export interface ReapIntent extends Asked {
  /** `null`: for each parent what helps, from gentle to harsh. */
  readonly strategy: Strategy | null;
  readonly families: readonly [ReapFamily, ...ReapFamily[]];
}

/** No zombie is diagnosed before the first tree is there. */
const reapPlan = () => import('./reap-plan.ts');

/** What the user does to processes: asked first, carried out by the engine, told afterwards. */
export class Acting {
  readonly readOnly = new Value<ReadOnlyState>({ on: false, fixed: false });
  readonly ending = new Value<EndIntent | null>(null);
  readonly signalling = new Value<SignalIntent | null>(null);
  readonly reaping = new Value<ReapIntent | null>(null);
  readonly nicing = new Value<NiceIntent | null>(null);
  readonly progress = new Value<(Progress & { readonly job: string }) | null>(null);
  readonly #api: ReaptreeApi;
  readonly #notices: Notices;
  readonly #processes: ProcessStore;
  #number = 0;

  constructor(api: ReaptreeApi, notices: Notices, processes: ProcessStore) {
    this.#api = api;
    this.#notices = notices;
    this.#processes = processes;
  }

  start(): void {
    this.#api.on('actions:progress', (progress) => this.progress.set(progress));
    void this.#api.request('app:about').then((about) => {
      if (about.ok) this.readOnly.set(about.value.readOnly);
    });
  }

  /** For this window and for the next start; what is under way goes no further. */
  async setReadOnly(on: boolean): Promise<void> {
    const answer = await this.#api.request('app:setReadOnly', { on });
    const about = await this.#api.request('app:about');
    if (about.ok) this.readOnly.set(about.value.readOnly);
    if (!answer.ok) {
      this.#notices.failed(
        about.ok && about.value.readOnly.on === on
          ? 'That holds until Reaptree ends: it could not be kept'
          : 'Read-only mode is as it was',
        answer.error,
      );
    }
  }

  askEnd(rows: readonly ProcessRow[], scope: Scope = 'one'): void {
    this.ending.set({ number: ++this.#number, rows, scope });
  }

  askSignal(rows: readonly ProcessRow[], signal: SignalName = 'SIGTERM'): void {
    this.signalling.set({ number: ++this.#number, rows, signal });
  }

  askNiceness(rows: readonly ProcessRow[]): void {
    this.nicing.set({ number: ++this.#number, rows });
  }

  /** Halts or continues: one at once, as it is taken back as easily; several, or what a session hangs on, after a question. */
  async halt(rows: readonly ProcessRow[], signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const forecast = await this.forecast(keysOf(rows), 'one');
    if (!forecast.ok || rows.length > 1 || forecast.value.warnings.length > 0) {
      this.askSignal(rows, signal);
      return;
    }
    const answer = await this.signal(rows, signal, 'one');
    const missed = answer.ok ? answer.value.find(({ kind }) => kind !== 'done') : undefined;
    if (!answer.ok) this.#notices.failed(`${signal} was not sent to ${whomWords(rows)}`, answer.error);
    else if (missed !== undefined) {
      const message = missed.says === null ? 'It had ended already.' : sentence(missed.says);
      this.#notices.failed(`${signal} did not reach ${whomWords(rows)}`, { code: 'refused', message });
    }
  }

  /** Sends a signal, and says so where it came to what it was meant to. */
  async signal(
    rows: readonly ProcessRow[],
    signal: SignalName,
    scope: Scope,
  ): Promise<Result<readonly Outcome[]>> {
    const job = `signal-${++this.#number}`;
    const answer = await this.run(job, { keys: keysOf(rows), scope, signal, graceMs: null });
    if (answer.ok && answer.value.every(({ kind }) => kind === 'done' || kind === 'ended')) {
      const whom =
        answer.value.length === rows.length
          ? whomWords(rows)
          : counted(answer.value.length, 'process', 'processes');
      this.#notices.done(`${signal} sent`, `to ${whom}`);
    }
    return answer;
  }

  /** A nudge takes nothing away and is given at once; anything else is asked about first. */
  async reap(one: ZombieCase, strategy: Strategy): Promise<void> {
    const { parent } = one;
    if (parent === null) return;
    const { planFor } = await reapPlan();
    const family = { parent, zombies: this.#heldBy(parent, one.zombie), ...planFor(one) };
    if (strategy === 'nudge') await this.#nudge(family);
    else this.#askReap(strategy, [family]);
  }

  /**
   * What is gentlest and expected to help, short of ending anybody; each is what was chosen of one parent.
   * Of a single zombie its siblings go with it: they are there for the same reason.
   */
  async reapGently(chosen: readonly (readonly ProcessRow[])[]): Promise<void> {
    const alone = chosen.length === 1 && chosen[0]?.length === 1;
    const families: ReapFamily[] = [];
    let why: string | null = null;
    const { planFor } = await reapPlan();
    for (const rows of chosen) {
      const [first] = rows;
      if (first === undefined) continue;
      const read = await this.why(first);
      if (!read.ok) {
        why = read.error.message;
        continue;
      }
      const plan = planFor(read.value);
      const { parent } = read.value;
      if (parent === null) why = plan.summary;
      else {
        const zombies = alone ? this.#heldBy(parent, read.value.zombie) : rows.map(personOf);
        families.push({ parent, zombies, ...plan });
      }
    }
    const [first, ...others] = families;
    if (first === undefined || families.every(({ gentle }) => gentle === null)) {
      const message = first?.summary ?? why ?? 'They have gone already.';
      this.#notices.failed('Nothing gentle would reap that', { code: 'unavailable', message });
    } else if (others.length > 0) this.#askReap(null, [first, ...others]);
    else if (first.gentle?.action === 'collect') this.#askReap('collect', [first]);
    else await this.#nudge(first);
  }

  why(row: ProcessRow): Promise<Result<ZombieCase>> {
    return this.#api.request('zombie:why', { key: row.key, watched: watchedOf(this.#processes, row) });
  }

  collect(keys: readonly ProcessKey[], strategy: Strategy | null): Promise<Result<readonly Reaped[]>> {
    return this.#api.request('zombie:reap', { keys, strategy });
  }

  forecast(keys: readonly ProcessKey[], scope: Scope) {
    return this.#api.request('actions:forecast', { keys, scope });
  }

  run(job: string, order: Order): Promise<Result<readonly Outcome[]>> {
    this.progress.set(null);
    return this.#api.request('actions:run', { job, ...order });
  }

  cancel(job: string): void {
    void this.#api.request('actions:cancel', { job });
  }

  async renice(keys: readonly ProcessKey[], nice: number): Promise<Result<readonly Outcome[]>> {
    const answer = await this.#api.request('actions:renice', { keys, nice });
    if (answer.ok && answer.value.every(({ kind }) => kind === 'done')) {
      this.#notices.done(`Niceness ${nice}`, counted(answer.value.length, 'process', 'processes'));
    }
    return answer;
  }

  /** All zombies of a parent: the page knows them, whereas of thousands the diagnosis names only some. */
  #heldBy(parent: ParentFacts, zombie: Person): readonly Person[] {
    const holder = this.#processes.row(parent.key);
    const held = holder === undefined ? [] : zombiesAmong(this.#processes, [holder]).map(personOf);
    return held.some(({ key }) => key === zombie.key) ? held : [zombie, ...held];
  }

  #askReap(strategy: Strategy | null, families: ReapIntent['families']): void {
    this.reaping.set({ number: ++this.#number, strategy, families });
  }

  async #nudge({ parent, zombies }: ReapFamily): Promise<void> {
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

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const personOf = ({ key, process: { pid, name } }: ProcessRow): Person => ({ key, pid, name });
