import { counted } from '../core/format.ts';
import type { Leak } from '../core/history.ts';
import type { Preferences } from '../core/preferences.ts';
import type { ProcessKey } from '../core/process.ts';

export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly about: ProcessKey;
}

/** Says once of each parent that it leaks, when it holds as many zombies as the user set; and again after it collected them. */
export class LeakNotice {
  readonly #tell: (notice: Notice) => void;
  readonly #told = new Set<ProcessKey>();
  preferences: Pick<Preferences, 'notifyLeaks' | 'leakThreshold'> = { notifyLeaks: false, leakThreshold: 5 };

  constructor(tell: (notice: Notice) => void) {
    this.#tell = tell;
  }

  /** Whether the leaks are worth being looked at: not on a machine that has fewer zombies in all. */
  cares(zombies: number): boolean {
    return this.preferences.notifyLeaks && (zombies >= this.preferences.leakThreshold || this.#told.size > 0);
  }

  look(leaks: readonly Leak[]): void {
    const holding = new Set<ProcessKey>();
    for (const { key, pid, name, held } of leaks) {
      if (held === 0) continue;
      holding.add(key);
      if (held < this.preferences.leakThreshold || this.#told.has(key)) continue;
      this.#told.add(key);
      this.#tell({
        title: `${name} leaks zombies`,
        body: `${name} (${pid}) holds ${counted(held, 'zombie')} and does not collect them.`,
        about: key,
      });
    }
    for (const key of this.#told) if (!holding.has(key)) this.#told.delete(key);
  }
}
