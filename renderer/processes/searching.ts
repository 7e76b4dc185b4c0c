import { readTyped } from '../../core/query/typing.ts';
import { EVERYTHING, parseQuery, type Query, type QueryError, type Term } from '../../core/query.ts';
import { Value } from '../store/value.ts';

export interface Search {
  readonly text: string;
  /** What is in force: the text, or as much of it as could be read last. */
  readonly query: Query;
  /** Of the text itself, as far as it can be read. */
  readonly terms: readonly Term[];
  readonly error: QueryError | null;
  /** The text is still being typed where the mistake is: it is too early to speak of it. */
  readonly early: boolean;
}

const NO_SEARCH: Search = { text: '', query: EVERYTHING, terms: [], error: null, early: false };

/** Whoever has not typed for so long waits for what it finds, or wonders what is wrong. */
const REST_MS = 600;

interface Effect {
  /** Shows what it finds. */
  readonly seek: (query: Query) => void;
  /** Whether there is anything to show. */
  readonly finds: (query: Query) => boolean;
}

/** The text of the search, and what it asks for while it is typed and afterwards. */
export class Searching {
  readonly now = new Value<Search>(NO_SEARCH);
  readonly #effect: Effect;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(effect: Effect) {
    this.#effect = effect;
  }

  /** A text that is whole: what can be read of it is in force at once, and what is wrong is said. */
  find(text: string): void {
    this.#endTyping();
    const parsed = parseQuery(text);
    if (parsed.ok) {
      const query = parsed.value;
      this.#take({ text, query, terms: query.terms, error: null, early: false });
    } else {
      const { error } = parsed;
      this.now.set({ text, query: this.now.get().query, terms: error.terms, error, early: false });
    }
  }

  /** A text that is being typed at `caret`. What would find nothing may be the beginning of what does, so it waits. */
  type(text: string, caret: number): void {
    this.#endTyping();
    this.#rest = setTimeout(() => this.rest(), REST_MS);
    const before = this.now.get().query;
    const typed = readTyped(text, caret, before);
    const same = typed.query.text === before.text;
    if (same || !this.#effect.finds(typed.query)) this.now.set({ ...typed, text, query: before });
    else this.#take({ ...typed, text });
  }

  /** Nothing more is typed for now: what stands there counts. */
  rest(): void {
    if (this.#rest === undefined) return;
    this.#endTyping();
    const search = this.now.get();
    if (search.error !== null) this.now.set({ ...search, early: false });
    else if (search.query.text !== search.text) this.find(search.text);
  }

  #endTyping(): void {
    clearTimeout(this.#rest);
    this.#rest = undefined;
  }

  #take(search: Search): void {
    this.now.set(search);
    this.#effect.seek(search.query);
  }
}
