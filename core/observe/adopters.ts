import type { ProcessKey } from '../process.ts';
import type { RawProcess } from '../reading.ts';

/** Who takes in orphans: init, and its stand-ins (PR_SET_CHILD_SUBREAPER, prctl(2)). */
export class Adopters {
  readonly #seen = new Set<ProcessKey>();
  /** The pid of the lab's helper, which is one. */
  lab: number | null = null;

  /** It was seen to adopt an orphan. Answers whether that is news. */
  see(key: ProcessKey): boolean {
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  forget(key: ProcessKey): void {
    this.#seen.delete(key);
  }

  /** @param holder - who has that pid, as far as readings show */
  has(pid: number, holder: RawProcess | undefined): boolean {
    if (pid === 1 || pid === this.lab) return true;
    // systemd --user asks to be a subreaper; nothing in /proc says so.
    return holder !== undefined && (this.#seen.has(holder.key) || holder.name === 'systemd');
  }
}
