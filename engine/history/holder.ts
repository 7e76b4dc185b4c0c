import type { Leak, LeakEnd } from '../../core/history.ts';
import { paceOf, Steps } from '../../core/leak-pace.ts';
import type { ProcessKey } from '../../core/process.ts';
import { HeldCourse } from './held-course.ts';
import type { Known } from './living.ts';

/** One that has ended and was not collected yet. Times are in milliseconds since the epoch. */
export interface Zombie {
  readonly key: ProcessKey;
  /** When it died; `null` where it was dead before anybody looked. */
  readonly since: number | null;
  /** From when on it waits for its parent, or for who adopted it. */
  at: number;
  /** It was there at the first look, with this parent: how fast that leaks is not seen from it. */
  found: boolean;
  /** It has waited for longer than a moment. */
  left: boolean;
  /** Nobody has collected it. */
  there: boolean;
  /** `null` where its parent cannot be seen. */
  holder: Holder | null;
}

/** A parent that holds zombies, or did so. */
export class Holder {
  readonly key: ProcessKey;
  readonly pid: number;
  name: string;
  command: string;
  readonly zombies = new Set<Zombie>();
  readonly course = new HeldCourse();
  /** Since when it holds none, where it does not. */
  emptySince = 0;
  readonly #left = new Steps();
  readonly #collected = new Steps();
  #leftInAll = 0;
  /** Those that were adopted before it was seen that it has ended. */
  readonly #adopted: Zombie[] = [];
  #ended: { readonly at: number; readonly zombies: readonly Zombie[] } | null = null;

  constructor({ key, pid, name, command }: Known) {
    this.key = key;
    this.pid = pid;
    this.name = name;
    this.command = command;
  }

  get held(): number {
    // Nobody waits for the children of one that has ended, not even while they are on their way.
    return this.#ended === null ? this.zombies.size : 0;
  }

  get ended(): boolean {
    return this.#ended !== null;
  }

  /** One of its zombies was left for so long that it has to be told. */
  get told(): boolean {
    return this.#leftInAll > 0;
  }

  /** It is called otherwise from now on; a command line that nobody tells any more is remembered. */
  call({
    name,
    command,
  }: {
    readonly name?: string | undefined;
    readonly command?: string | undefined;
  }): void {
    this.name = name ?? this.name;
    this.command = command || this.command;
  }

  leave(zombie: Zombie): void {
    zombie.left = true;
    this.#leftInAll += 1;
    if (!zombie.found) this.#left.add(zombie.at);
  }

  /** It is gone: its parent has collected it, unless that has ended. */
  collect(zombie: Zombie, at: number): void {
    this.zombies.delete(zombie);
    if (zombie.left && !this.ended) this.#collected.add(at);
  }

  /** Somebody else has adopted it. */
  lose(zombie: Zombie): void {
    this.zombies.delete(zombie);
    if (!this.ended) this.#adopted.push(zombie);
  }

  end(at: number): void {
    this.#ended ??= { at, zombies: [...this.#adopted, ...this.zombies] };
  }

  /**
   * @param began - when the first look was
   * @param known - until when it is known of those who died whether they were left
   * @param zombie - whether it is one itself
   */
  leak(began: number, known: number, zombie: boolean): Leak {
    const { key, pid, name, command, held } = this;
    return {
      key,
      pid,
      name,
      command,
      held,
      left: this.#leftInAll,
      pace: paceOf(this.#left, this.#collected, began, known),
      oldestSince: held === 0 ? null : oldestOf(this.zombies),
      end: this.#endNow(zombie),
    };
  }

  #endNow(zombie: boolean): LeakEnd | null {
    if (this.#ended === null) return null;
    const { at, zombies } = this.#ended;
    const adopted = zombies.filter(({ holder }) => holder !== this);
    const heir = adopted.at(-1)?.holder ?? null;
    return {
      at,
      zombie,
      zombies: zombies.length,
      still: zombies.filter(({ there }) => there).length,
      heir: heir === null ? null : { key: heir.key, pid: heir.pid, name: heir.name },
    };
  }
}

/** `null` where one of them was dead before anybody looked: it may be the oldest. */
function oldestOf(zombies: Iterable<Zombie>): number | null {
  let oldest = Number.POSITIVE_INFINITY;
  for (const { since } of zombies) {
    if (since === null) return null;
    oldest = Math.min(oldest, since);
  }
  return oldest;
}
