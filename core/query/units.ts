/** What a number in a query may be followed by, and what that makes of it. */
export interface Scale {
  /** What the value counts, for the words of an error. */
  readonly example: string;
  /** `null` where the text is no such number. */
  parse(text: string): number | null;
}

function scale(example: string, units: Readonly<Record<string, number>>): Scale {
  return {
    example,
    parse(text) {
      const [, digits = '', unit = ''] = /^(-?\d+(?:\.\d+)?)\s*([a-z%]*)$/i.exec(text) ?? [];
      if (digits === '') return null;
      const factor = Object.hasOwn(units, unit.toLowerCase()) ? units[unit.toLowerCase()] : undefined;
      return factor === undefined ? null : Number(digits) * factor;
    },
  };
}

export const PERCENT = scale('5 or 5%', { '': 1, '%': 1 });

const K = 1024;
/** A kB is 1,024 bytes, as everywhere in Reaptree. */
export const SIZE = scale('200M or 1.5G', {
  '': 1,
  b: 1,
  k: K,
  kb: K,
  kib: K,
  m: K ** 2,
  mb: K ** 2,
  mib: K ** 2,
  g: K ** 3,
  gb: K ** 3,
  gib: K ** 3,
  t: K ** 4,
  tb: K ** 4,
  tib: K ** 4,
});

const S = 1000;
/** In milliseconds; without a unit, seconds are meant. */
export const TIME = scale('30s, 10m, 2h or 3d', {
  '': S,
  ms: 1,
  s: S,
  sec: S,
  m: 60 * S,
  min: 60 * S,
  h: 3600 * S,
  d: 86_400 * S,
  w: 604_800 * S,
});

export const PLAIN = scale('4', { '': 1 });
