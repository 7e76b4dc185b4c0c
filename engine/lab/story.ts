import { exitWords } from '../../core/exit-words.ts';
import type { LabCall, LabChild, LabEvent, LabParentFacts, LabRole, ReapingPolicy } from '../../core/lab.ts';
import { CALLS_KEPT } from '../../core/lab.ts';
import { type Exit, keyOf, type ProcessKey, partsOf } from '../../core/process.ts';
import type { CallLine, EndedLine, EventLine } from './line.ts';

/** Of so many nobody reads that each has become a zombie; the transcript keeps no more lines than these either. */
const MANY = CALLS_KEPT;

interface KnownChild {
  readonly parent: ProcessKey;
  readonly child: LabChild;
}

/**
 * Turns what one helper tells into events: who was born to whom, who ended and who was reaped follows from the system
 * calls themselves. A pid names one process for as long as nobody has reaped it, and all that are here are not reaped.
 */
export class Story {
  private readonly children = new Map<number, KnownChild>();
  private readonly parents = new Map<number, LabParentFacts>();
  /** What cannot be told before the birth of the one with that pid is. */
  private readonly early = new Map<number, (() => void)[]>();
  /** By whom those were forked who are told of in there. */
  private readonly forkerOf = new Map<number, number>();
  /** The calls that are blocked, by the pid of the caller: what was called, and the line that told its beginning. */
  private readonly blocked = new Map<number, { readonly what: string; readonly seq: number }>();

  constructor(
    private readonly emit: (event: LabEvent) => void,
    private readonly nextSeq: () => number,
  ) {}

  take(line: EventLine): void {
    switch (line.event) {
      case 'hello':
        this.emit({ kind: 'helper', helper: { kind: 'running', pid: line.pid } });
        break;
      case 'call':
        this.call(line);
        break;
      case 'said':
        this.said(line.at, line.pid, line.role, line.text);
        break;
      case 'ended':
        this.ended(line);
        break;
      case 'parent': {
        const parent: LabParentFacts = {
          key: keyOf(line.pid, line.start),
          pid: line.pid,
          blockedIn: line.blocked,
          stopped: line.stopped,
          reaping: this.parents.get(line.pid)?.reaping ?? 'none',
          looksEveryMs: this.parents.get(line.pid)?.looksEveryMs ?? null,
        };
        this.parents.set(line.pid, parent);
        this.children.delete(line.pid); // whoever had that pid before
        this.emit({ kind: 'parent', parent });
        break;
      }
      case 'parent-gone':
        this.parents.delete(line.pid);
        this.blocked.delete(line.pid);
        this.emit({ kind: 'parent-gone', key: keyOf(line.pid, line.start) });
        break;
    }
  }

  /** What a parent does about its dead children from now on. */
  reapingSet(key: ProcessKey, reaping: ReapingPolicy, everyMs: number): void {
    const known = this.parents.get(partsOf(key).pid);
    if (known === undefined || known.key !== key) return;
    const parent = { ...known, reaping, looksEveryMs: reaping === 'poll' ? everyMs : null };
    this.parents.set(known.pid, parent);
    this.emit({ kind: 'parent', parent });
  }

  /** The helper has cleaned up: nobody can be there any more, whatever was told of them. */
  allReaped(): void {
    for (const { parent, child } of this.children.values()) {
      if (child.state !== 'reaped')
        this.emit({ kind: 'child', parent, child: { ...child, state: 'reaped' } });
    }
    this.children.clear();
    this.early.clear();
    this.forkerOf.clear();
  }

  private call(line: CallLine): void {
    const seq = this.nextSeq();
    const what = `${line.name}(${line.args})`;
    // A signal handler may make other calls before the blocked one returns.
    const begun = this.blocked.get(line.pid);
    const returns = line.outcome === 'returned' && begun?.what === what;
    const call: LabCall = {
      seq,
      call: returns ? begun.seq : seq,
      at: line.at,
      pid: line.pid,
      role: line.role,
      name: line.name,
      args: line.args,
      outcome:
        line.outcome === 'returned'
          ? { kind: 'returned', value: line.value ?? 0, errno: line.errno ?? null }
          : { kind: line.outcome },
      status: line.status ?? null,
      ppid: line.ppid ?? null,
    };
    if (line.outcome === 'blocked') this.blocked.set(line.pid, { what, seq });
    else if (returns) this.blocked.delete(line.pid);
    this.emit({ kind: 'call', call });
    if (line.value === undefined || line.value <= 0) return;
    if (line.child !== undefined) this.born(line, line.value, line.child);
    if (line.status !== undefined) this.reaped(line.value, line.at, line.status);
  }

  private born(line: CallLine, pid: number, plan: NonNullable<CallLine['child']>): void {
    // A child that forks, too: its children stand with the same test parent.
    const parent = this.parents.get(line.pid)?.key ?? this.children.get(line.pid)?.parent;
    if (parent === undefined) {
      this.tellLater(line.pid, pid, () => this.born(line, pid, plan));
      return;
    }
    this.tell({
      parent,
      child: {
        key: keyOf(pid, plan.start),
        pid,
        plan: { afterMs: plan.after, exitCode: plan.code },
        name: plan.name,
        by: line.pid,
        family: parent,
        forkedAt: line.at,
        state: 'alive',
        endedAt: null,
        exit: null,
      },
    });
    const early = this.early.get(pid);
    this.early.delete(pid);
    for (const tell of early ?? []) tell();
  }

  /**
   * A child may fork, and its own child may end, before its parent gets to tell of the fork that made it: two processes
   * write, and either may be the first. What comes too early is told as soon as the one is known who forked.
   */
  private tellLater(forker: number, pid: number, tell: () => void): void {
    const waiting = this.early.get(forker);
    if (waiting === undefined) this.early.set(forker, [tell]);
    else waiting.push(tell);
    this.forkerOf.set(pid, forker);
  }

  private ended(line: EndedLine): void {
    const { pid, start, at, exit, reaped } = line;
    const known = this.children.get(pid);
    const forker = this.forkerOf.get(pid);
    if (known === undefined && forker !== undefined && this.early.has(forker)) {
      this.tellLater(forker, pid, () => this.ended(line));
      return;
    }
    if (known === undefined || known.child.key !== keyOf(pid, start)) return; // the wait was told before
    // The wait that reaped it is told next, unless who waited was killed before it could tell.
    const state = reaped ? 'reaped' : 'ended';
    const endedAt = known.child.endedAt ?? at;
    if (state === 'ended' && this.children.size < MANY) {
      const how = exit === null ? 'it ended' : `it ended (${exitWords(exit)})`;
      this.said(at, pid, 'kernel', `${pid} is a zombie: ${how}, and nobody has collected it`);
    }
    this.tell({
      parent: known.parent,
      child: { ...known.child, state, endedAt, exit: known.child.exit ?? exit },
    });
  }

  private said(at: number, pid: number, role: LabRole, text: string): void {
    const seq = this.nextSeq();
    const outcome = { kind: 'said', text } as const;
    this.emit({
      kind: 'call',
      call: { seq, call: seq, at, pid, role, name: '', args: '', outcome, status: null, ppid: null },
    });
  }

  private reaped(pid: number, at: number, exit: Exit): void {
    const known = this.children.get(pid);
    if (known === undefined) {
      const forker = this.forkerOf.get(pid);
      if (forker !== undefined && this.early.has(forker)) {
        this.tellLater(forker, pid, () => this.reaped(pid, at, exit));
      }
      return; // or a test parent
    }
    const endedAt = known.child.endedAt ?? at;
    this.tell({ parent: known.parent, child: { ...known.child, state: 'reaped', endedAt, exit } });
    this.children.delete(pid);
  }

  private tell(known: KnownChild): void {
    this.children.set(known.child.pid, known);
    this.emit({ kind: 'child', ...known });
  }
}
