const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * How deep a JSON text is nested, as far as `limit` + 1: answered without parsing it, so that a text made of brackets
 * alone costs nothing but a look at each character.
 */
export function nestingOf(json: string, limit: number): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < json.length; at++) {
    switch (json.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(json, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth++;
        if (depth > deepest) deepest = depth;
        if (deepest > limit) return deepest;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
    }
  }
  return deepest;
}

/** Where the string ends that begins at `from`: at a quote with an even number of backslashes before it. */
function endOfString(json: string, from: number): number {
  for (let end = json.indexOf('"', from + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (json.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return json.length;
}
