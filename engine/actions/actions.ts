import type { Forecast, Order, Outcome, Progress, Reaped, ReapOrder, Scope } from '../../core/actions.ts';
import type { Watched, ZombieCase } from '../../core/diagnosis-facts.ts';
import type { ProcessKey } from '../../core/process.ts';
import type { Roots } from '../../core/reading.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { SignalName } from '../../core/signals.ts';
import { carryOut } from './carry-out.ts';
import { FirstSeen } from './facts/first-seen.ts';
import { type CaseOptions, zombieCase } from './facts/zombie-case.ts';
import { type Hands, openHands } from './hands.ts';
import { lookAround } from './look.ts';
import type { ReadOnlyMode } from './read-only.ts';
import { reap } from './reap/reap.ts';
import { renice } from './renice.ts';
import { forecastOf } from './select.ts';
import { signalProcess } from './signal.ts';

export interface ActionsOptions {
  /** The compiled helper, where it is. */
  readonly native: string | null;
  /** Asked anew for each action: the lab's helper comes and goes. */
  readonly roots: () => Roots;
  readonly readOnly: ReadOnlyMode;
}

/** All that Reaptree does to processes, for the app and the command line alike. */
export class Actions {
  readonly #options: ActionsOptions;
  readonly #readOnly: ReadOnlyMode;
  readonly #firstSeen = new FirstSeen();

  constructor(options: ActionsOptions) {
    this.#options = options;
    this.#readOnly = options.readOnly;
  }

  /** Why nothing may be done at all; `null` where something may. */
  refusal(): Result<never> | null {
    return this.#readOnly.refusal();
  }

  why(key: ProcessKey, watched?: Watched): Promise<Result<ZombieCase>> {
    return zombieCase(key, { ...this.#asking, ...(watched === undefined ? {} : { watched }) });
  }

  /** Of many at once: each parent is looked at only once, as it may have thousands of them. */
  askingOfMany(): (key: ProcessKey) => Promise<Result<ZombieCase>> {
    const parents: CaseOptions['parents'] = new Map();
    return (key) => zombieCase(key, { ...this.#asking, parents });
  }

  get #asking(): CaseOptions {
    return {
      roots: this.#options.roots(),
      readOnly: this.#readOnly.state.on,
      firstSeen: this.#firstSeen,
    };
  }

  async forecast({ keys, scope }: Pick<Order, 'keys' | 'scope'>): Promise<Result<Forecast>> {
    return unknowable(scope) ?? ok(forecastOf(await lookAround(), keys, scope, this.#options.roots()));
  }

  async signal(key: ProcessKey, signal: SignalName): Promise<Result<null>> {
    const { native, roots } = this.#options;
    return this.refusal() ?? signalProcess(key, signal, { native, roots: roots() });
  }

  async carryOut(
    order: Order,
    { cancelled, onProgress }: { cancelled?: AbortSignal; onProgress?: (progress: Progress) => void } = {},
  ): Promise<Result<Outcome[]>> {
    const { begun } = this.#readOnly;
    return (
      this.refusal() ??
      unknowable(order.scope) ??
      this.#withHands((hands) =>
        carryOut(order, {
          hands,
          roots: this.#options.roots(),
          cancelled: cancelled === undefined ? begun : AbortSignal.any([cancelled, begun]),
          ...(onProgress === undefined ? {} : { onProgress }),
        }),
      )
    );
  }

  async renice(keys: readonly ProcessKey[], nice: number): Promise<Result<Outcome[]>> {
    return (
      this.refusal() ??
      this.#withHands((hands) => renice(keys, nice, { hands, roots: this.#options.roots() }))
    );
  }

  async reap(order: ReapOrder): Promise<Result<Reaped[]>> {
    return (
      this.refusal() ??
      ok(
        await reap(order, {
          refusal: () => this.refusal(),
          read: this.askingOfMany(),
          signal: (key, signal) => this.signal(key, signal),
          carryOut: async (ending) => {
            const answer = await this.carryOut(ending);
            return answer.ok ? answer.value : [];
          },
        }),
      )
    );
  }

  async #withHands<T>(act: (hands: Hands) => Promise<T>): Promise<Result<T>> {
    const hands = openHands(this.#options.native);
    try {
      return ok(await act(hands));
    } finally {
      hands.close();
    }
  }
}

/** Without `/proc` nobody tells who is of a session, and a guess would hit others. */
const unknowable = (scope: Scope): Result<never> | null =>
  scope === 'session' && process.platform !== 'linux'
    ? fail(
        'unavailable',
        'This system does not tell who is of a session.',
        'Act on the process group or on the tree instead.',
      )
    : null;
