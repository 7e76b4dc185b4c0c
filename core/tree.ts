import { type ProcessInfo, type ProcessKey, partsOf } from './process.ts';

/** What the shape of the forest rests on; a whole {@link ProcessInfo} is one. */
export type TreeFacts = Pick<ProcessInfo, 'key' | 'pid' | 'ppid'>;

/** The part of a delta that can move something in the tree. */
export interface TreeChange {
  readonly added: readonly TreeFacts[];
  readonly changed: readonly (readonly [ProcessKey, { readonly ppid?: number }])[];
  readonly removed: readonly ProcessKey[];
}

export interface TreeNode {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly parent: TreeNode | null;
  /** By pid, which is the order of their birth until the pids wrap around. */
  readonly children: readonly TreeNode[];
}

interface Node extends TreeNode {
  ppid: number;
  /** 0 where the system does not tell. */
  readonly start: number;
  parent: Node | null;
  readonly children: Node[];
  /** Who had its pid before, and is still held. */
  earlier: Node | null;
  /** It is among the roots; where it has a parent too, it is about to leave them. */
  rooted: boolean;
}

const before = (a: Node, b: Node): number => a.pid - b.pid || a.start - b.start;

/** Where `node` belongs in `sorted`. Newcomers nearly always have the highest pid, so the end is tried first. */
function placeIn(sorted: readonly Node[], node: Node): number {
  let low = 0;
  let high = sorted.length;
  const last = sorted[high - 1];
  if (last === undefined || before(last, node) < 0) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sorted[middle];
    if (at !== undefined && before(at, node) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function insert(sorted: Node[], node: Node): void {
  const at = placeIn(sorted, node);
  if (at === sorted.length) sorted.push(node);
  else sorted.splice(at, 0, node);
}

function remove(sorted: Node[], node: Node): void {
  const at = placeIn(sorted, node);
  if (sorted[at] === node) sorted.splice(at, 1);
}

/**
 * The parent-child forest, kept from sample to sample. What is asked of the data: nothing. A parent
 * that is missing, or that is younger than its child (its pid was given away again), makes a root of
 * the child, and a ring of parents is opened at its lowest pid, so every walk here ends.
 */
export class ProcessTree {
  readonly #nodes = new Map<ProcessKey, Node>();
  /** The youngest holder of each pid. */
  readonly #byPid = new Map<number, Node>();
  readonly #roots: Node[] = [];
  /** Roots only because a ring had to be opened. */
  readonly #opened = new Set<Node>();
  /** Some of the roots are none any more: taken out together, as each by itself would shift all behind it. */
  #someLeave = false;
  #version = 0;

  /** Rises whenever the shape changes, and only then. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#nodes.size;
  }

  get roots(): readonly TreeNode[] {
    return this.#roots;
  }

  node(key: ProcessKey): TreeNode | undefined {
    return this.#nodes.get(key);
  }

  /** The youngest holder of a pid: of those that are held at the same time, the one that has not ended. */
  at(pid: number): TreeNode | undefined {
    return this.#byPid.get(pid);
  }

  reset(processes: Iterable<TreeFacts>): void {
    this.#nodes.clear();
    this.#byPid.clear();
    this.#opened.clear();
    // In their order, so that all of it comes about in order, and nothing has to be moved: the first tree waits for this.
    for (const facts of [...processes].sort((a, b) => a.pid - b.pid)) this.#meet(facts);
    for (const node of this.#nodes.values()) this.#link(node);
    this.#roots.length = 0;
    for (const node of this.#nodes.values()) {
      node.rooted = node.parent === null;
      if (node.rooted) insert(this.#roots, node);
    }
    this.#someLeave = false;
    this.#version += 1;
  }

  /** Answers whether the shape changed. */
  apply(change: TreeChange): boolean {
    const stray = new Set<Node>();
    for (const key of change.removed) {
      const node = this.#nodes.get(key);
      if (node !== undefined) this.#forget(node, stray);
    }
    const fresh = new Set<number>();
    for (const facts of change.added) {
      const node = this.#meet(facts);
      if (node === null) continue;
      this.#root(node);
      stray.add(node);
      fresh.add(node.pid);
    }
    if (fresh.size > 0) this.#callOn(fresh, stray);
    for (const [key, { ppid }] of change.changed) {
      const node = this.#nodes.get(key);
      if (node === undefined || ppid === undefined || ppid === node.ppid) continue;
      node.ppid = ppid;
      stray.add(node);
    }
    if (stray.size === 0 && change.removed.length === 0) return false;

    for (const node of stray) if (this.#nodes.has(node.key)) this.#unlink(node);
    // A ring may just have been broken by itself; only then may the others be linked around it.
    for (const node of this.#opened) stray.add(node);
    for (const node of this.#opened) this.#unlink(node);
    this.#opened.clear();
    for (const node of stray) if (this.#nodes.has(node.key)) this.#link(node);
    this.#takeOutOfRoots();
    this.#version += 1;
    return true;
  }

  /** From the root down, without the process itself. */
  ancestors(key: ProcessKey): ProcessKey[] {
    const chain: ProcessKey[] = [];
    for (let at = this.#nodes.get(key)?.parent; at; at = at.parent) chain.push(at.key);
    return chain.reverse();
  }

  /** The process and everything below it, parents before their children. */
  subtree(key: ProcessKey): ProcessKey[] {
    const root = this.#nodes.get(key);
    if (root === undefined) return [];
    const found = [root];
    // The list grows while it is walked: that is the queue.
    for (const node of found) for (const child of node.children) found.push(child);
    return found.map((node) => node.key);
  }

  /** Not linked yet; `null` where it is known already. */
  #meet(facts: TreeFacts): Node | null {
    if (this.#nodes.has(facts.key)) return null;
    const node: Node = {
      key: facts.key,
      pid: facts.pid,
      ppid: facts.ppid,
      start: partsOf(facts.key).start,
      parent: null,
      children: [],
      earlier: null,
      rooted: false,
    };
    this.#nodes.set(node.key, node);
    this.#hold(node);
    return node;
  }

  /** Whoever names one of these pids as the parent, and made do with an earlier holder of it or with none. */
  #callOn(pids: ReadonlySet<number>, stray: Set<Node>): void {
    for (const root of this.#roots) if (pids.has(root.ppid)) stray.add(root);
    for (const pid of pids) {
      let holder = this.#byPid.get(pid) ?? null;
      for (; holder !== null; holder = holder.earlier) for (const child of holder.children) stray.add(child);
    }
  }

  /** Among the holders of its pid, the youngest first. */
  #hold(node: Node): void {
    let younger: Node | null = null;
    let older = this.#byPid.get(node.pid) ?? null;
    while (older !== null && before(node, older) < 0) {
      younger = older;
      older = older.earlier;
    }
    node.earlier = older;
    if (younger === null) this.#byPid.set(node.pid, node);
    else younger.earlier = node;
  }

  #release(node: Node): void {
    const youngest = this.#byPid.get(node.pid);
    if (youngest === node) {
      if (node.earlier === null) this.#byPid.delete(node.pid);
      else this.#byPid.set(node.pid, node.earlier);
      return;
    }
    let younger = youngest;
    while (younger !== undefined && younger.earlier !== node) younger = younger.earlier ?? undefined;
    if (younger !== undefined) younger.earlier = node.earlier;
  }

  #root(node: Node): void {
    node.rooted = true;
    insert(this.#roots, node);
  }

  #forget(node: Node, stray: Set<Node>): void {
    this.#unlink(node);
    remove(this.#roots, node);
    this.#nodes.delete(node.key);
    this.#opened.delete(node);
    this.#release(node);
    for (const child of [...node.children]) {
      this.#unlink(child);
      stray.add(child);
    }
  }

  /** Makes a root of it. */
  #unlink(node: Node): void {
    if (node.parent === null) return;
    remove(node.parent.children, node);
    node.parent = null;
    if (!node.rooted) this.#root(node);
  }

  #takeOutOfRoots(): void {
    if (!this.#someLeave) return;
    let kept = 0;
    for (const node of this.#roots) {
      node.rooted = node.parent === null;
      if (node.rooted) this.#roots[kept++] = node;
    }
    this.#roots.length = kept;
    this.#someLeave = false;
  }

  /** Where it claims to belong: the youngest holder of that pid that is not younger than the child. */
  #claimed(node: Node): Node | null {
    let holder = this.#byPid.get(node.ppid) ?? null;
    while (holder !== null && (holder === node || (node.start !== 0 && holder.start > node.start))) {
      holder = holder.earlier;
    }
    return holder;
  }

  #link(node: Node): void {
    const parent = this.#claimed(node);
    if (parent === null) return;
    // A chain of parents that comes back to the node is a ring: its least member stays a root.
    // Only who has children can be his own ancestor.
    let least = node;
    let at: Node | null = node.children.length === 0 ? null : parent;
    while (at !== null && at !== node) {
      if (before(at, least) < 0) least = at;
      at = at.parent;
    }
    if (at === node) {
      this.#opened.add(least);
      if (least === node) return;
      this.#unlink(least);
    }
    this.#someLeave ||= node.rooted;
    node.parent = parent;
    insert(parent.children, node);
  }
}
