import type { Exit, ProcessKey } from '../../core/process.ts';
import { commandOf } from '../collect/procfs/files.ts';
import type { Member } from './family.ts';
import { type Ancestor, LEFT_KINDS, type LeftKind, type LeftProcess } from './left.ts';

export interface FamilyWatchOptions {
  /** The subreaper: whoever is its child, and not the command, has lost a parent. */
  readonly reaper: number;
  /** The command itself. */
  readonly command: number;
  /** Milliseconds. */
  readonly graceMs: number;
  /** What a start in clock ticks since boot is since the epoch, in milliseconds. */
  readonly epochOf: (start: number) => number;
}

/** What is remembered of one of the family. Moments are in milliseconds since the epoch. */
interface Memory {
  member: Member;
  command: string;
  readonly parent: Memory | null;
  zombieAt: number | null;
  zombieMs: number | null;
  orphanAt: number | null;
  endedAt: number | null;
  exit: Exit | null;
  readonly kinds: Set<LeftKind>;
  cleanedUp: boolean;
}

/** Follows everybody below a command, look by look, and remembers what each leaves behind. */
export class FamilyWatch {
  readonly #options: FamilyWatchOptions;
  readonly #memories = new Map<ProcessKey, Memory>();
  #present: Memory[] = [];
  #ended = false;

  constructor(options: FamilyWatchOptions) {
    this.#options = options;
  }

  /** The command has ended: who comes to the subreaper from now on is no orphan of the run, but may be left over. */
  commandEnded(): void {
    this.#ended = true;
  }

  /** Takes who is there at this moment. */
  look(family: readonly Member[], at: number): void {
    const { reaper, command, graceMs } = this.#options;
    const before = this.#present;
    this.#present = [];
    const present = new Set<Memory>();
    const byPid = new Map<number, Memory>();
    // It may have ended, and not be told to us yet.
    if (!family.some(({ pid, dead }) => pid === command && !dead)) this.#ended = true;
    // From the top down, so that a parent is known before its children.
    for (const member of family) {
      const known = this.#memories.get(member.key);
      const memory = known ?? this.#meet(member, byPid.get(member.ppid) ?? null);
      byPid.set(member.pid, memory);
      present.add(memory);
      this.#present.push(memory);
      memory.member = member;
      if (member.dead) {
        memory.zombieAt ??= at;
        memory.zombieMs = at - memory.zombieAt;
        memory.exit = member.exit;
        if (memory.zombieMs >= graceMs && member.pid !== command) memory.kinds.add('zombie');
        continue;
      }
      const words = commandOf(member.pid);
      if (words !== '') memory.command = words;
      if (member.ppid === reaper && member.pid !== command && !this.#ended) memory.orphanAt ??= at;
      if (memory.orphanAt !== null && at - memory.orphanAt >= graceMs) memory.kinds.add('orphan');
    }
    for (const memory of before) {
      if (present.has(memory)) continue;
      memory.endedAt ??= at;
      // Nothing to tell of it; its children still know it.
      if (memory.kinds.size === 0) this.#memories.delete(memory.member.key);
    }
  }

  /** How one that came to the subreaper ended. */
  reaped(pid: number, exit: Exit, at: number): void {
    for (const memory of this.#memories.values()) {
      if (memory.member.pid !== pid || memory.endedAt !== null) continue;
      memory.exit = exit;
      memory.endedAt = at;
    }
  }

  /** Those that were alive at the last look, but for the command. */
  alive(): Member[] {
    return this.#present
      .map(({ member }) => member)
      .filter(({ dead, pid }) => !dead && pid !== this.#options.command);
  }

  /** The last look was the last one: who was alive then is left over, and is ended by us. */
  close(): void {
    for (const memory of this.#present) {
      if (memory.member.pid === this.#options.command) continue;
      memory.cleanedUp = true;
      if (memory.member.dead) continue;
      memory.kinds.add('leftover');
      if (memory.orphanAt !== null) memory.kinds.add('orphan');
    }
  }

  /** In the order in which they started. */
  left(at: number): LeftProcess[] {
    return [...this.#memories.values()]
      .filter(({ kinds }) => kinds.size > 0)
      .sort((a, b) => a.member.start - b.member.start || a.member.pid - b.member.pid)
      .map((memory) => {
        const startedAt = this.#options.epochOf(memory.member.start);
        return {
          ...ancestor(memory),
          kinds: LEFT_KINDS.filter((kind) => memory.kinds.has(kind)),
          state: memory.member.state,
          ancestry: ancestryOf(memory),
          startedAt,
          lifetimeMs: Math.max(0, (memory.endedAt ?? at) - startedAt),
          zombieMs: memory.zombieMs,
          exit: memory.cleanedUp && !memory.member.dead ? null : memory.exit,
          cleanedUp: memory.cleanedUp,
        };
      });
  }

  #meet(member: Member, parent: Memory | null): Memory {
    const memory: Memory = {
      member,
      command: '',
      parent,
      zombieAt: null,
      zombieMs: null,
      orphanAt: null,
      endedAt: null,
      exit: null,
      kinds: new Set(),
      cleanedUp: false,
    };
    this.#memories.set(member.key, memory);
    return memory;
  }
}

const ancestor = ({ member, command }: Memory): Ancestor => ({
  key: member.key,
  pid: member.pid,
  name: member.name,
  command: command === '' ? member.name : command,
});

function ancestryOf(memory: Memory): Ancestor[] {
  const chain: Ancestor[] = [];
  for (let at = memory.parent; at !== null; at = at.parent) chain.push(ancestor(at));
  return chain.reverse();
}
