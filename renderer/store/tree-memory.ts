import { isProcessKey, type ProcessKey } from '../../core/process.ts';

/** What the user did with the tree of this boot: keys mean nothing after the next one. */
export interface RememberedTree {
  readonly collapsed: readonly ProcessKey[];
  /** The one that the keys move from. */
  readonly current: ProcessKey | null;
  readonly selected: readonly ProcessKey[];
  readonly scrollTop: number;
}

const PLACE = 'reaptree.tree';
/** Written so long after the last change, and when the page is left. */
const AFTER_MS = 400;

const isKey = (value: unknown): value is ProcessKey => typeof value === 'string' && isProcessKey(value);

/** Keeps the state of the tree from one start of the app to the next, for as long as the machine is up. */
export class TreeMemory {
  readonly #take: () => RememberedTree;
  #bootId: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(take: () => RememberedTree) {
    this.#take = take;
    globalThis.addEventListener?.('pagehide', () => this.#write());
  }

  /** What was left in this boot, or `null`. From now on changes are kept. */
  recall(bootId: string | null): RememberedTree | null {
    this.#bootId = bootId;
    if (bootId === null) return null;
    try {
      const said = JSON.parse(localStorage.getItem(PLACE) ?? 'null');
      if (said === null || said.bootId !== bootId || !Array.isArray(said.collapsed)) return null;
      return {
        collapsed: said.collapsed.filter(isKey),
        current: isKey(said.current) ? said.current : null,
        selected: Array.isArray(said.selected) ? said.selected.filter(isKey) : [],
        scrollTop: typeof said.scrollTop === 'number' && said.scrollTop >= 0 ? said.scrollTop : 0,
      };
    } catch {
      return null;
    }
  }

  changed(): void {
    if (this.#bootId === null || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.#write(), AFTER_MS);
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#bootId === null) return;
    try {
      localStorage.setItem(PLACE, JSON.stringify({ bootId: this.#bootId, ...this.#take() }));
    } catch {
      // It lasts as long as the window, then.
    }
  }
}
