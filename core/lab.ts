import type { LabRun } from './lab-scenario.ts';
import type { Exit, ProcessKey } from './process.ts';
import type { SignalName } from './signals.ts';

/** What a test child does between its birth and its end. */
export interface ChildPlan {
  /** How long it lives, in milliseconds. */
  readonly afterMs: number;
  /** The status it ends with, 0 to 255. */
  readonly exitCode: number;
}

/** What else a test child can be like; all of it may be left out. */
export interface ChildManner {
  /** Small letters, digits and hyphens, 11 at most: `ps` shows it too. */
  readonly name?: string | undefined;
  /** It ends by raising this signal instead of `_exit`. */
  readonly death?: SignalName | undefined;
  /** It ignores SIGTERM. */
  readonly deaf?: boolean | undefined;
  /** It leads a process group of its own. */
  readonly ownGroup?: boolean | undefined;
  /** So many generations live below it. */
  readonly depth?: number | undefined;
}

export interface ForkOrder extends ChildPlan, ChildManner {
  readonly count: number;
}

/** What a test parent does about its dead children by itself. */
export const REAPING_POLICIES = ['none', 'handler', 'poll', 'ignore', 'nocldwait'] as const;
export type ReapingPolicy = (typeof REAPING_POLICIES)[number];

/** `kernel`: not told by a process, but seen of it. */
export type LabRole = 'helper' | 'parent' | 'child' | 'kernel';

/**
 * One line of a transcript: a system call of one lab process, as that process made it.
 * A call that may block is told twice, first without and then with its outcome, under the same `call` number.
 */
export interface LabCall {
  /** Rises by one for each line; the order in which the helper's pipe delivered them. */
  readonly seq: number;
  /** The `seq` of the line that told the call's beginning: its own, unless this is the return of a blocked one. */
  readonly call: number;
  /** Seconds since the helper started, by a monotonic clock. */
  readonly at: number;
  readonly pid: number;
  readonly role: LabRole;
  /** The system call's name as in section 2 of the manual. */
  readonly name: string;
  /** Its arguments as one would write them in C. */
  readonly args: string;
  /** `blocked`: begun and not back yet. `noreturn`: `_exit`. */
  readonly outcome:
    | { readonly kind: 'blocked' }
    | { readonly kind: 'noreturn' }
    /** It is no call: something that the process says, or that is seen of it. */
    | { readonly kind: 'said'; readonly text: string }
    | { readonly kind: 'returned'; readonly value: number; readonly errno: string | null };
  /** What a wait collected, decoded. */
  readonly status: Exit | null;
  /** What `getppid()` said right after, told by a child with its `fork() = 0`; `null` on every other line. */
  readonly ppid: number | null;
}

/** `ended`: the kernel has only its status left (a zombie); `reaped`: that was collected too. */
export type LabProcessState = 'alive' | 'ended' | 'reaped';

export interface LabChild {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly plan: ChildPlan;
  /** `''` where it has none. */
  readonly name: string;
  /** Who forked it: the test parent, or another child. */
  readonly by: number;
  /** The test parent above it, also when that has ended. */
  readonly family: ProcessKey;
  /** Seconds on the clock of {@link LabCall.at}. */
  readonly forkedAt: number;
  readonly state: LabProcessState;
  readonly endedAt: number | null;
  readonly exit: Exit | null;
}

/** What a test parent is at the moment, without its children, of whom each has events of its own. */
export interface LabParentFacts {
  readonly key: ProcessKey;
  readonly pid: number;
  /** The call it is blocked in, e.g. `wait(&status)`; `null` while it takes commands. */
  readonly blockedIn: string | null;
  /** Halted by a signal such as SIGSTOP: it does nothing until SIGCONT. */
  readonly stopped: boolean;
  readonly reaping: ReapingPolicy;
  /** How often it looks, in milliseconds, where that is its policy; otherwise `null`. */
  readonly looksEveryMs: number | null;
}

export interface LabParent extends LabParentFacts {
  /** In the order of their birth; of the reaped ones, only the newest are kept. */
  readonly children: readonly LabChild[];
}

/** `ended`: there was a helper and it died; `missing`: there is none to be had. `why` says it in words. */
export type LabHelper =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly pid: number }
  | { readonly kind: 'ended'; readonly why: string }
  /** Nothing can be forked here, and no helper is needed: `why`. What is told are stories of started processes. */
  | { readonly kind: 'without'; readonly why: string }
  | { readonly kind: 'missing'; readonly why: string };

/** Whether stories can be played: nobody is missing who has a part in all of them. */
export const canPlay = ({ kind }: LabHelper): boolean => kind === 'running' || kind === 'without';

export interface LabState {
  readonly helper: LabHelper;
  readonly parents: readonly LabParent[];
  /** Children that outlived their parent, and are the helper's now; each until it is reaped. */
  readonly orphans: readonly LabChild[];
  /** The newest lines, oldest first; older ones are dropped. */
  readonly calls: readonly LabCall[];
  /** The scenario that runs, or the last one. */
  readonly run: LabRun | null;
}

/** What changes a {@link LabState}; the engine and the renderer apply the same ones. */
export type LabEvent =
  /** Where nothing can be played any more, it takes all parents and orphans with it. */
  | { readonly kind: 'helper'; readonly helper: LabHelper }
  | { readonly kind: 'call'; readonly call: LabCall }
  | { readonly kind: 'run'; readonly run: LabRun }
  /** A new parent, or news of one; its children stay as they are. */
  | { readonly kind: 'parent'; readonly parent: LabParentFacts }
  /** Its children that are not reaped become orphans. */
  | { readonly kind: 'parent-gone'; readonly key: ProcessKey }
  /** A new child of that parent, or news of one, be it an orphan by now. */
  | { readonly kind: 'child'; readonly parent: ProcessKey; readonly child: LabChild };

/** News on its way to the page: one string, as thousands of objects would be taken apart at each border. */
export interface WrittenLabEvents {
  /** JSON */
  readonly text: string;
}

export const writeLabEvents = (events: readonly LabEvent[]): WrittenLabEvents => ({
  text: JSON.stringify(events),
});

/** Only for what `writeLabEvents` wrote: nothing is checked. */
export const readLabEvents = ({ text }: WrittenLabEvents): readonly LabEvent[] =>
  JSON.parse(text) as readonly LabEvent[];

/** How many lines of the transcript are kept. */
export const CALLS_KEPT = 2_000;
/** How many reaped children are kept with each parent. */
export const REAPED_KEPT = 1_000;

export const emptyLab: LabState = {
  helper: { kind: 'idle' },
  parents: [],
  orphans: [],
  calls: [],
  run: null,
};

/** The state after these events, in their order. What no event touched stays the same object. */
export function applyLabEvents(state: LabState, events: readonly LabEvent[]): LabState {
  if (events.length === 0) return state;
  const draft = new Draft(state);
  for (const event of events) draft.apply(event);
  return draft.finish();
}

/** How many processes the lab has: also the dead, for as long as nobody has collected them. */
export const presentIn = ({ parents, orphans }: LabState): number =>
  parents.length +
  orphans.length +
  parents.reduce((sum, { children }) => sum + children.filter(({ state }) => state !== 'reaped').length, 0);

export const applyLabEvent = (state: LabState, event: LabEvent): LabState => applyLabEvents(state, [event]);

type Children = Map<ProcessKey, LabChild>;

const byKey = (children: readonly LabChild[]): Children =>
  new Map(children.map((child) => [child.key, child]));

/** Takes a whole batch before it copies anything: maps, so that news of 10,000 children searches no lists. */
class Draft {
  private helper: LabHelper;
  private parents: Map<ProcessKey, LabParent>;
  /** The children of the parents where any of them changed. */
  private readonly families = new Map<ProcessKey, Children>();
  /** `null` while nothing changed. */
  private orphans: Children | null = null;
  private readonly calls: LabCall[] = [];
  private run: LabRun | null;

  constructor(private readonly before: LabState) {
    this.helper = before.helper;
    this.run = before.run;
    this.parents = new Map(before.parents.map((parent) => [parent.key, parent]));
  }

  apply(event: LabEvent): void {
    switch (event.kind) {
      case 'helper':
        this.setHelper(event.helper);
        break;
      case 'call':
        this.calls.push(event.call);
        break;
      case 'run':
        this.run = event.run;
        break;
      case 'parent':
        this.setParent(event.parent);
        break;
      case 'parent-gone':
        this.dropParent(event.key);
        break;
      case 'child':
        this.setChild(event.parent, event.child);
        break;
    }
  }

  finish(): LabState {
    const { before } = this;
    return {
      helper: this.helper,
      parents: [...this.parents].map(([key, parent]) => {
        const children = this.families.get(key);
        return children === undefined ? parent : { ...parent, children: withoutOldReaped(children) };
      }),
      orphans: this.orphans === null ? before.orphans : [...this.orphans.values()],
      calls: this.calls.length === 0 ? before.calls : [...before.calls, ...this.calls].slice(-CALLS_KEPT),
      run: this.run,
    };
  }

  private setHelper(helper: LabHelper): void {
    this.helper = helper;
    if (canPlay(helper)) return;
    this.parents = new Map();
    this.families.clear();
    this.orphans = new Map();
  }

  private setParent(facts: LabParentFacts): void {
    this.parents.set(facts.key, { ...facts, children: this.parents.get(facts.key)?.children ?? [] });
  }

  private dropParent(key: ProcessKey): void {
    const orphans = this.orphansToChange();
    for (const child of this.childrenOf(key).values()) {
      if (child.state !== 'reaped') orphans.set(child.key, child);
    }
    this.parents.delete(key);
    this.families.delete(key);
  }

  private setChild(parent: ProcessKey, child: LabChild): void {
    if (this.parents.has(parent)) this.childrenOf(parent).set(child.key, child);
    else if (child.state === 'reaped') this.orphansToChange().delete(child.key);
    else this.orphansToChange().set(child.key, child);
  }

  private childrenOf(parent: ProcessKey): Children {
    const known = this.families.get(parent);
    if (known !== undefined) return known;
    const children = byKey(this.parents.get(parent)?.children ?? []);
    this.families.set(parent, children);
    return children;
  }

  private orphansToChange(): Children {
    this.orphans ??= byKey(this.before.orphans);
    return this.orphans;
  }
}

function withoutOldReaped(children: Children): LabChild[] {
  const all = [...children.values()];
  let tooMany = all.filter((child) => child.state === 'reaped').length - REAPED_KEPT;
  return tooMany <= 0 ? all : all.filter((child) => child.state !== 'reaped' || tooMany-- <= 0);
}
