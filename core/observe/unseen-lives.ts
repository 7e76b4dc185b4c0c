import { eventOf, type ProcessEvent } from '../events.ts';
import { type Exit, keyOf, type ProcessKey } from '../process.ts';
import type { KernelEvent, RawProcess } from '../reading.ts';

/** Born since the last reading and perhaps already dead: known from the kernel's word alone. */
export interface Unseen {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly ppid: number;
  readonly parent: ProcessKey | null;
  readonly at: number;
  name: string;
  command: string;
  /** When and how it ended, if it has. */
  end: { readonly at: number; readonly exit: Exit | null } | null;
}

/** A birth whose death was not told (the kernel dropped it under load) is given up after this long. */
const GIVEN_UP_MS = 5_000;
/** And while nobody looks (sampling is paused), no more of them are kept than these. */
const KEPT_MOST = 20_000;

/** The lives that the kernel told of and that no reading has shown: most of them are over before one could. */
export class UnseenLives {
  readonly #lives = new Map<number, Unseen>();

  at(pid: number): Unseen | undefined {
    return this.#lives.get(pid);
  }

  /** A reading shows it now: its life goes on there. */
  take(pid: number): Unseen | undefined {
    const unseen = this.#lives.get(pid);
    this.#lives.delete(pid);
    return unseen;
  }

  clear(): void {
    this.#lives.clear();
  }

  /** @param seen - the parent, where a reading has shown it */
  begin(
    { at, pid, ppid, start }: KernelEvent & { kind: 'fork' },
    seen: RawProcess | undefined,
    events: ProcessEvent[],
  ): void {
    this.#farewell(pid, events);
    const parent = this.#lives.get(ppid) ?? seen;
    const unseen: Unseen = {
      key: keyOf(pid, start),
      pid,
      ppid,
      parent: parent?.key ?? null,
      at,
      // Until it becomes another program it bears its parent's name and command line, fork(2).
      name: parent?.name ?? '',
      command: parent?.command ?? '',
      end: null,
    };
    this.#lives.set(pid, unseen);
    const { parent: parentKey, command } = unseen;
    events.push(eventOf(unseen, at, { kind: 'started', ppid, parent: parentKey, command }));
    if (this.#lives.size <= KEPT_MOST) return;
    const [oldest] = this.#lives.keys();
    if (oldest !== undefined) this.#farewell(oldest, events);
  }

  /** A complete reading, begun at that time, has shown none of these. */
  conclude(takenAt: number, events: ProcessEvent[]): void {
    for (const [pid, { at, end }] of this.#lives) {
      if (end !== null && end.at < takenAt) this.#farewell(pid, events);
      else if (at < takenAt - GIVEN_UP_MS) this.#lives.delete(pid);
    }
  }

  /** It is over, and nothing of it remains. */
  #farewell(pid: number, events: ProcessEvent[]): void {
    const unseen = this.take(pid);
    if (unseen === undefined || unseen.end === null) return;
    events.push(eventOf(unseen, unseen.end.at, { kind: 'ended', exit: unseen.end.exit }));
  }
}
