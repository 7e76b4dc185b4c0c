import type { Delta } from '../../core/delta.ts';
import type { ProcessInfo, ProcessKey } from '../../core/process.ts';

/** Who is there, as far as the past has to know it to be told. */
export interface Known {
  readonly key: ProcessKey;
  readonly pid: number;
  name: string;
  command: string;
  ppid: number;
}

/** The processes of the last sample, by key and by pid. */
export class Living {
  readonly #byKey = new Map<ProcessKey, Known>();
  readonly #byPid = new Map<number, Known>();

  get(key: ProcessKey): Known | undefined {
    return this.#byKey.get(key);
  }

  at(pid: number): Known | undefined {
    return this.#byPid.get(pid);
  }

  keys(): Iterable<ProcessKey> {
    return this.#byKey.keys();
  }

  reset(processes: readonly ProcessInfo[]): void {
    this.#byKey.clear();
    this.#byPid.clear();
    for (const process of processes) this.#meet(process);
  }

  apply({ added, changed, removed }: Pick<Delta, 'added' | 'changed' | 'removed'>): void {
    for (const key of removed) {
      const known = this.#byKey.get(key);
      this.#byKey.delete(key);
      if (known !== undefined && this.#byPid.get(known.pid) === known) this.#byPid.delete(known.pid);
    }
    for (const process of added) this.#meet(process);
    for (const [key, { name, command, ppid }] of changed) {
      const known = this.#byKey.get(key);
      if (known === undefined) continue;
      if (name !== undefined) known.name = name;
      if (command !== undefined) known.command = command;
      if (ppid !== undefined) known.ppid = ppid;
    }
  }

  #meet({ key, pid, name, command, ppid }: ProcessInfo): void {
    const known: Known = { key, pid, name, command, ppid };
    this.#byKey.set(key, known);
    this.#byPid.set(pid, known);
  }
}
