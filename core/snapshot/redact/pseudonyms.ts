/** What kind of thing was replaced. */
export type RedactedKind = 'user' | 'host' | 'address' | 'secret';

export interface Replacement {
  readonly kind: RedactedKind;
  readonly original: string;
  readonly replacement: string;
  /** How often it stood there. */
  readonly count: number;
}

/** Names of one kind, each with what stands for it everywhere. */
export class Pseudonyms {
  readonly #kind: RedactedKind;
  readonly #name: (number: number) => string;
  readonly #isOurs: RegExp;
  readonly #given = new Map<string, { readonly replacement: string; count: number }>();
  readonly #taken = new Set<string>();
  #last = 0;

  /** @param isOurs - what is a pseudonym already, and stays as it is: so a redacted text redacts to itself */
  constructor(kind: RedactedKind, name: (number: number) => string, isOurs: RegExp) {
    this.#kind = kind;
    this.#name = name;
    this.#isOurs = isOurs;
  }

  /** Numbers these in their order, before they are met anywhere. */
  introduce(originals: readonly string[]): void {
    // Nobody else gets the name of one that is a pseudonym already.
    for (const original of originals) if (this.#isOurs.test(original)) this.#taken.add(original);
    for (const original of originals) if (!this.#isOurs.test(original)) this.#entry(original);
  }

  of(original: string): string {
    if (this.#isOurs.test(original)) return original;
    const entry = this.#entry(original);
    entry.count++;
    return entry.replacement;
  }

  get replacements(): Replacement[] {
    return [...this.#given]
      .filter(([, { count }]) => count > 0)
      .map(([original, entry]) => ({ kind: this.#kind, original, ...entry }));
  }

  #entry(original: string): { readonly replacement: string; count: number } {
    const known = this.#given.get(original);
    if (known !== undefined) return known;
    let replacement: string;
    do replacement = this.#name(++this.#last);
    while (this.#taken.has(replacement));
    const entry = { replacement, count: 0 };
    this.#given.set(original, entry);
    return entry;
  }
}
