const QUOTE = 0x22;
const BACKSLASH = 0x5c;

export interface ShapeLimits {
  /** Levels of brackets. */
  readonly nesting: number;
  /** Values of all kinds, names included. */
  readonly values: number;
  /** Objects and lists, which take far more memory than the two characters that make one. */
  readonly containers: number;
  /** Names in one object: a parser takes ever longer for each further one. */
  readonly names: number;
}

/**
 * What of a JSON text is more than a limit, or `null`: answered without parsing it, so that a text made to be too
 * much for a parser costs nothing but a look at each character.
 */
export function tooMuchOf(json: string, limits: ShapeLimits): keyof ShapeLimits | null {
  let depth = 0;
  let values = 0;
  let containers = 0;
  /** Of the object that is open on each level. */
  const names: number[] = [0];
  for (let at = 0; at < json.length; at++) {
    switch (json.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(json, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > limits.nesting) return 'nesting';
        if (++containers > limits.containers) return 'containers';
        names[depth] = 0;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
      case 0x2c: // ,
        if (++values > limits.values) return 'values';
        break;
      case 0x3a: {
        // :
        if (++values > limits.values) return 'values';
        const here = (names[depth] ?? 0) + 1;
        if (here > limits.names) return 'names';
        names[depth] = here;
        break;
      }
    }
  }
  return null;
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
