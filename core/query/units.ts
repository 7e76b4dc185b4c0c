/** What a number in a query may be followed by, and what that makes of it. */
export interface Scale {
  /** What the value counts, for the words of an error. */
  readonly example: string;
  /** `null` where the text is no such number. */
  parse(text: string): number | null;
  /** Whether the text is a unit, and nothing else. */
  isUnit(text: string): boolean;
}

const NUMBER = String.raw`(?:\d+(?:\.\d*)?|\.\d+)`;

/** @param compound - several may follow one another and are added up, as in `1h30m` */
function scale(
  example: string,
  units: Readonly<Record<string, number>>,
  { compound = false }: { readonly compound?: boolean } = {},
): Scale {
  const known: ReadonlyMap<string, number> = new Map(Object.entries(units));
  const one = new RegExp(String.raw`^(-?${NUMBER})\s*([a-z%]*)$`, 'i');
  const several = new RegExp(`^(?:${NUMBER}[a-z]+){2,}$`, 'i');
  const piece = new RegExp(`(${NUMBER})([a-z]+)`, 'gi');
  const worth = (digits: string, unit: string): number | null => {
    const factor = known.get(unit.toLowerCase());
    return factor === undefined ? null : Number(digits) * factor;
  };
  return {
    example,
    parse(text) {
      const [, digits = '', unit = ''] = one.exec(text) ?? [];
      if (digits !== '') return worth(digits, unit);
      if (!compound || !several.test(text)) return null;
      const values = [...text.matchAll(piece)].map(([, part = '', partUnit = '']) => worth(part, partUnit));
      return values.reduce((sum, value) => (sum === null || value === null ? null : sum + value), 0);
    },
    isUnit: (text) => text !== '' && known.has(text.toLowerCase()),
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
export const TIME = scale(
  '30s, 10m, 1h30m or 3d',
  {
    '': S,
    ms: 1,
    s: S,
    sec: S,
    m: 60 * S,
    min: 60 * S,
    h: 3600 * S,
    d: 86_400 * S,
    w: 604_800 * S,
  },
  { compound: true },
);

export const PLAIN = scale('4', { '': 1 });
