import type { ProcessChange } from '../../core/delta.ts';
import type { ProcessEvent } from '../../core/events.ts';
import { type Life, newLife, type Someone } from '../../core/history.ts';
import { HISTORY } from '../../core/limits.ts';
import type { ProcessInfo, ProcessKey } from '../../core/process.ts';
import { EndedLives } from './ended-lives.ts';
import type { Known } from './living.ts';

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** A part of a text keeps the whole of it in memory, unless it is copied. */
const kept = (command: string): string =>
  command.length <= HISTORY.command
    ? command
    : Buffer.from(`${command.slice(0, HISTORY.command)}…`).toString();

/**
 * Who is who: what each process was called and started with, who started it, and what became of it. Of those that are
 * over it knows who can still be asked for by an event, and hands the rest of their lives on.
 */
export class Lives {
  readonly ended: EndedLives;
  readonly #byKey = new Map<ProcessKey, Writable<Life>>();

  constructor(ended = new EndedLives()) {
    this.ended = ended;
  }

  get size(): number {
    return this.#byKey.size;
  }

  get(key: ProcessKey): Life | undefined {
    return this.#byKey.get(key);
  }

  /** The lives of a pid, the latest first. */
  of(pid: number): Life[] {
    const going: Life[] = [];
    for (const life of this.#byKey.values()) if (life.pid === pid && life.goneAt === null) going.push(life);
    return [...going.reverse(), ...this.ended.of(pid)].slice(0, HISTORY.livesAtOnce);
  }

  /** Those above a process, from the one that started it upwards, as far as they are known. */
  *above(key: ProcessKey): Generator<ProcessKey> {
    const met = new Set<ProcessKey>([key]);
    for (let at = this.#parentOf(key); at !== null && !met.has(at); at = this.#parentOf(at)) {
      met.add(at);
      yield at;
    }
  }

  /** @param parent - whose child it is, where that is known; it may be met only later, as pids begin anew */
  meet({ key, pid, ppid, name, command, startedAt }: ProcessInfo, parent: Known | null): void {
    const life = this.#byKey.get(key) ?? this.#begin(key, pid);
    life.name = name;
    if (command !== '') life.command = kept(command);
    life.startedAt ??= startedAt;
    life.parent ??= ppid === 0 ? null : { pid: ppid, key: parent?.key ?? null, name: parent?.name ?? null };
  }

  change(key: ProcessKey, { name, command }: ProcessChange): void {
    const life = this.#byKey.get(key);
    if (life === undefined) return;
    if (name !== undefined) life.name = name;
    if (command !== undefined && command !== '') life.command = kept(command);
  }

  take(event: ProcessEvent): void {
    const life = this.#byKey.get(event.key) ?? this.#begin(event.key, event.pid);
    life.name = event.name;
    switch (event.kind) {
      case 'started':
        life.born = true;
        life.startedAt = event.at;
        life.command = kept(event.command);
        life.parent = this.#someone(event.ppid, event.parent);
        break;
      case 'exec':
        life.command = kept(event.command);
        break;
      case 'zombie':
        life.diedAt = event.at;
        life.exit = event.exit;
        break;
      case 'reparented':
        life.parent ??= this.#someone(event.from, event.formerParent);
        life.adopter = this.#someone(event.to, event.adopter);
        life.adoptedAt = event.at;
        break;
      case 'reaped':
        life.reaper = this.#someone(event.by, event.reaper);
        this.#end(life, event);
        break;
      case 'ended':
        this.#end(life, event);
        break;
      case 'stopped':
      case 'continued':
        break;
    }
  }

  /** Keeps only these, and those above them. */
  keep(keys: Iterable<ProcessKey>): void {
    const needed = new Set<ProcessKey>();
    for (const key of keys) {
      for (let at: ProcessKey | null = key; at !== null && !needed.has(at); at = this.#parentOf(at)) {
        needed.add(at);
      }
    }
    for (const key of this.#byKey.keys()) if (!needed.has(key)) this.#byKey.delete(key);
  }

  #parentOf(key: ProcessKey): ProcessKey | null {
    return this.#byKey.get(key)?.parent?.key ?? null;
  }

  #someone(pid: number, key: ProcessKey | null): Someone {
    return { pid, key, name: (key === null ? undefined : this.#byKey.get(key)?.name) ?? null };
  }

  #begin(key: ProcessKey, pid: number): Writable<Life> {
    const life: Writable<Life> = newLife(key, pid);
    this.#byKey.set(key, life);
    return life;
  }

  #end(life: Writable<Life>, { at, exit }: ProcessEvent & { kind: 'reaped' | 'ended' }): void {
    life.diedAt ??= at;
    life.exit = exit ?? life.exit;
    life.goneAt = at;
    this.ended.add(life);
  }
}
