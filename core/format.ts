/** What stands where nothing is known, or nothing is there. */
export const NOTHING = '–';

const known = (value: number | null | undefined): value is number =>
  value !== null && value !== undefined && Number.isFinite(value);

/** `12.4 MB`. A kB is 1,024 bytes, as for ps, top and the kernel. */
export function bytes(value: number | null | undefined): string {
  if (!known(value) || value <= 0) return NOTHING;
  if (value < 1_000) return `${Math.round(value)} B`;
  let scaled = value / 1024;
  let unit = 0;
  const units = ['kB', 'MB', 'GB', 'TB', 'PB'];
  // 999.5 would be rounded to four digits.
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1024;
    unit += 1;
  }
  return `${scaled < 99.95 ? scaled.toFixed(1) : Math.round(scaled)} ${units[unit]}`;
}

/** `3.1`; the column's title carries the sign. */
export function percent(value: number | null | undefined): string {
  if (!known(value)) return NOTHING;
  const text = value.toFixed(1);
  return value <= 0 || text === '0.0' ? NOTHING : text;
}

/** `2,413`. Zero is a count like any other. */
export function count(value: number | null | undefined): string {
  if (!known(value)) return NOTHING;
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 zombie`, `25 zombies`, `2,413 processes`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** For how long something has lasted: `8 s`, `12 min`, `2 h 10 min`, `3 d 4 h`. */
export function duration(ms: number | null | undefined): string {
  if (!known(ms) || ms < 0) return NOTHING;
  const seconds = Math.floor(ms / 1000);
  for (const [index, [unit, size]] of UNITS.entries()) {
    const whole = Math.floor(seconds / size);
    if (whole === 0) continue;
    const finer = UNITS[index + 1];
    // Minutes and seconds together would change each second to no one's profit.
    if (finer === undefined || unit === 'min') return `${whole} ${unit}`;
    const rest = Math.floor((seconds - whole * size) / finer[1]);
    return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${finer[0]}`;
  }
  return '0 s';
}

/** A short measured time: `4.1 ms`, `0.04 s`, `12.5 s`, then as {@link duration}. */
export function spent(ms: number | null | undefined): string {
  if (!known(ms) || ms < 0) return NOTHING;
  if (ms >= 59_950) return duration(ms);
  return `${(ms / 1000).toFixed(ms < 9_995 ? 2 : 1)} s`;
}

export const milliseconds = (ms: number | null | undefined): string =>
  known(ms) && ms >= 0 ? `${ms < 99.95 ? ms.toFixed(1) : Math.round(ms)} ms` : NOTHING;

const two = (value: number): string => String(value).padStart(2, '0');

/** `10:31:02`, by the clock on the wall. */
export function clock(epochMs: number | null | undefined): string {
  if (!known(epochMs)) return NOTHING;
  const date = new Date(epochMs);
  if (Number.isNaN(date.getTime())) return NOTHING;
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** `2026-11-20 10:31:02`. */
export function moment(epochMs: number | null | undefined): string {
  const time = clock(epochMs);
  if (time === NOTHING || !known(epochMs)) return NOTHING;
  const date = new Date(epochMs);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
}

/**
 * What could break a line, turn the reading direction around, or stand there unseen: controls (C0,
 * C1), line separators, bidirectional marks and overrides, zero-width and tag characters, and halves
 * of a surrogate pair. A process may call itself anything.
 */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** The text with everything unseen made visible and harmless, as `cat -v` would: `^[[31m`, `⟨U+202E⟩`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return `^${String.fromCodePoint(0x40 + code)}`;
    if (code === 0x7f) return '^?';
    if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}
