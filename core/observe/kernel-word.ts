import { eventOf, type ProcessEvent } from '../events.ts';
import { keyOf } from '../process.ts';
import type { KernelEvent } from '../reading.ts';
import type { Memory } from './memory.ts';
import { type Unseen, UnseenLives } from './unseen-lives.ts';

/** What the kernel tells by itself, joined with what readings show: of the two now one is the quicker, now the other. */
export class KernelWord {
  readonly #unseen = new UnseenLives();
  /** Gone by a reading that was quicker than the kernel's word of how: told with it, or without at the next one. */
  readonly #unexplained = new Map<number, ProcessEvent>();
  /** It tells of births, program changes and deaths: they need not be inferred. */
  #heard = false;

  get heard(): boolean {
    return this.#heard;
  }

  set heard(heard: boolean) {
    this.#heard = heard;
    if (!heard) this.#unseen.clear();
  }

  /**
   * Takes it in its order, and names what happened to processes that no reading shows.
   * @param byPid - those that readings show
   */
  take(told: readonly KernelEvent[], byPid: ReadonlyMap<number, Memory>): ProcessEvent[] {
    const events: ProcessEvent[] = [];
    for (const event of told) {
      const unseen = this.#unseen.at(event.pid);
      const memory = byPid.get(event.pid);
      switch (event.kind) {
        case 'fork':
          this.#unseen.begin(event, byPid.get(event.ppid)?.raw, events);
          // A reading may be quicker than the kernel's word of the birth.
          if (memory?.raw.key === keyOf(event.pid, event.start)) this.#unseen.take(event.pid);
          break;
        case 'exec': {
          const known = unseen ?? memory?.raw;
          if (known === undefined) break;
          const name = event.name ?? known.name;
          const command = event.command ?? event.name ?? '';
          if (unseen !== undefined) {
            unseen.name = name;
            unseen.command = command;
          }
          events.push({ at: event.at, key: known.key, pid: known.pid, name, kind: 'exec', command });
          break;
        }
        case 'exit': {
          const gone = this.#unexplained.get(event.pid);
          if (gone !== undefined) {
            this.#unexplained.delete(event.pid);
            events.push(eventOf(gone, event.at, { kind: 'ended', exit: event.exit }));
            break;
          }
          // Whether it was collected too, or remains as a zombie, the next reading shows.
          if (unseen !== undefined) unseen.end = { at: event.at, exit: event.exit };
          else if (memory !== undefined) memory.exit = event.exit;
          break;
        }
      }
    }
    return events;
  }

  /** What it told of a process that a reading shows now for the first time. */
  ofNewcomer(pid: number): Unseen | undefined {
    return this.#unseen.take(pid);
  }

  /** Keeps an end of which a reading shows no more than that, for as long as it may still say how. */
  mayExplain(end: ProcessEvent): boolean {
    if (!this.#heard || end.kind !== 'ended' || end.exit !== null) return false;
    this.#unexplained.set(end.pid, end);
    return true;
  }

  /** A complete reading begins: what has not been explained by then is told as it is. */
  giveUp(events: ProcessEvent[]): void {
    events.push(...this.#unexplained.values());
    this.#unexplained.clear();
  }

  /** A complete reading, begun at that time, has shown none of those that it still knows. */
  conclude(takenAt: number, events: ProcessEvent[]): void {
    this.#unseen.conclude(takenAt, events);
  }
}
