/** How many letters have to be changed, added or taken away to make one of the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const same = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(same, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Longer than any word that there is: nothing is near to it. */
const LONGEST = 24;

/** Of the words that there are, the one that was probably meant; `null` where none is near. */
export function nearest(typed: string, words: Iterable<string>): string | null {
  const wanted = typed.toLowerCase();
  if (wanted.length < 2 || wanted.length > LONGEST) return null;
  const most = wanted.length < 4 ? 1 : 2;
  let best: { readonly word: string; readonly far: number } | null = null;
  for (const word of words) {
    // A beginning is nearer than any slip.
    const far = word.startsWith(wanted) ? 0.5 : distance(wanted, word);
    if (far <= most && far < (best?.far ?? Number.POSITIVE_INFINITY)) best = { word, far };
  }
  return best?.word ?? null;
}
