import type { Mark } from '../../../core/marks.ts';
import type { ProcessRow } from '../../store/process-store.ts';
import type { MapColour } from '../../store/settings.ts';
import { inkOf } from '../../theme/ink.ts';

const TOKENS = {
  ground: '--bg',
  panel: '--panel',
  line: '--line',
  text: '--text',
  muted: '--muted',
  pale: '--pale',
  faint: '--faint',
  accent: '--accent',
  selection: '--selection',
  zombie: '--zombie',
  orphan: '--orphan',
  daemon: '--daemon',
  stopped: '--stopped',
  lab: '--lab',
  hot: '--hot',
} as const;

/** The colours of the theme, as a canvas takes them. */
export type Inks = Readonly<Record<keyof typeof TOKENS, string>>;

export function inksOf(element: HTMLElement): Inks {
  const inks: Record<string, string> = {};
  for (const [name, token] of Object.entries(TOKENS)) inks[name] = inkOf(element, token);
  return inks as Inks;
}

const OF_MARKS: readonly (readonly [Mark, keyof Inks])[] = [
  ['zombie', 'zombie'],
  ['stopped', 'stopped'],
  ['orphan', 'orphan'],
  ['lab', 'lab'],
  ['daemon', 'daemon'],
];

/** From here on a value has the strongest colour. */
const FULL_CPU_PERCENT = 50;
const FULL_MEMORY_BYTES = 1024 ** 3;
const LEAST_MEMORY_BYTES = 1024 ** 2;

/** How strong a value is, from 0 to 1. */
export function strengthOf({ process }: Pick<ProcessRow, 'process'>, colour: 'cpu' | 'memory'): number {
  if (colour === 'cpu') return Math.min(1, Math.sqrt((process.cpuPercent ?? 0) / FULL_CPU_PERCENT));
  const bytes = process.rssBytes ?? 0;
  if (bytes <= LEAST_MEMORY_BYTES) return 0;
  // Memory spans magnitudes: each tenfold is a step as wide as the last.
  return Math.min(1, Math.log(bytes / LEAST_MEMORY_BYTES) / Math.log(FULL_MEMORY_BYTES / LEAST_MEMORY_BYTES));
}

export function colourOf(row: ProcessRow, colour: MapColour, inks: Inks): string {
  if (row.endedAt !== null) return inks.line;
  const { marks } = row.process;
  // The dead stand out, whatever else is looked at.
  if (marks.includes('zombie')) return inks.zombie;
  if (colour === 'marks') {
    const found = OF_MARKS.find(([mark]) => marks.includes(mark));
    return found === undefined ? inks.faint : inks[found[1]];
  }
  const strong = colour === 'cpu' ? inks.hot : inks.accent;
  return `color-mix(in srgb, ${strong} ${Math.round(strengthOf(row, colour) * 100)}%, ${inks.line})`;
}
