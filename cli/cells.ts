const NONE = /^(?:\p{Mn}|\p{Me}|\u200d)$/u;
const TWO =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}])$/u;

const cellsOfOne = (character: string): number => (NONE.test(character) ? 0 : TWO.test(character) ? 2 : 1);

const PLAIN = /^[\x20-\x7e]*$/;

/** How many cells a text takes on a terminal: two for what is wide in East Asia. */
export function cells(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let sum = 0;
  for (const character of text) sum += cellsOfOne(character);
  return sum;
}

/** As much of the text as fits. */
export function cut(text: string, width: number): string {
  if (width === Number.POSITIVE_INFINITY || cells(text) <= width) return text;
  let taken = '';
  let left = width;
  for (const character of text) {
    left -= cellsOfOne(character);
    if (left < 0) break;
    taken += character;
  }
  return taken;
}

export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - cells(text))) + text;
export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - cells(text)));
