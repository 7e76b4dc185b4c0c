import type { Mark } from '../../../core/marks.ts';
import type { ProcessRow } from '../../store/process-store.ts';
import type { MapColour } from '../../store/settings.ts';
import { inkOf, type SystemColour } from '../../theme/ink.ts';

/** Each with what it is where the system chooses all colours. */
const TOKENS = {
  ground: ['--panel', 'Canvas'],
  link: ['--map-link', 'CanvasText'],
  idle: ['--map-idle', 'CanvasText'],
  text: ['--text', 'CanvasText'],
  pale: ['--pale', 'GrayText'],
  accent: ['--accent', 'Highlight'],
  selection: ['--selection', 'Canvas'],
  zombie: ['--zombie', 'LinkText'],
  orphan: ['--orphan', 'CanvasText'],
  daemon: ['--daemon', 'CanvasText'],
  stopped: ['--stopped', 'CanvasText'],
  lab: ['--lab', 'CanvasText'],
  hot: ['--hot', 'Highlight'],
} as const satisfies Readonly<Record<string, readonly [`--${string}`, SystemColour]>>;

type Ink = keyof typeof TOKENS;

/** The colours of the theme, as a canvas takes them. */
export type Inks = Readonly<Record<Ink, string>>;

export function inksOf(element: HTMLElement): Inks {
  const inks: Partial<Record<Ink, string>> = {};
  for (const name of Object.keys(TOKENS) as Ink[]) {
    const [token, whenForced] = TOKENS[name];
    inks[name] = inkOf(element, token, whenForced);
  }
  return inks as Inks;
}

/** What the dots are coloured by, most telling first, with the words of the legend. */
export const OF_MARKS: readonly { readonly mark: Mark; readonly ink: Ink; readonly word: string }[] = [
  { mark: 'zombie', ink: 'zombie', word: 'zombie' },
  { mark: 'stopped', ink: 'stopped', word: 'stopped' },
  { mark: 'orphan', ink: 'orphan', word: 'orphan' },
  { mark: 'lab', ink: 'lab', word: 'lab' },
  { mark: 'daemon', ink: 'daemon', word: 'daemon' },
];

/** From here on a value has the strongest colour. */
export const FULL_CPU_PERCENT = 50;
export const FULL_MEMORY_BYTES = 1024 ** 3;
export const LEAST_MEMORY_BYTES = 1024 ** 2;

/** How strong a value is, from 0 to 1. */
export function strengthOf({ process }: Pick<ProcessRow, 'process'>, colour: 'cpu' | 'memory'): number {
  if (colour === 'cpu') return Math.min(1, Math.sqrt((process.cpuPercent ?? 0) / FULL_CPU_PERCENT));
  const bytes = process.rssBytes ?? 0;
  if (bytes <= LEAST_MEMORY_BYTES) return 0;
  // Memory spans magnitudes: each tenfold is a step as wide as the last.
  return Math.min(1, Math.log(bytes / LEAST_MEMORY_BYTES) / Math.log(FULL_MEMORY_BYTES / LEAST_MEMORY_BYTES));
}

export function colourOf(row: ProcessRow, colour: MapColour, inks: Inks): string {
  if (row.endedAt !== null) return inks.idle;
  const { marks } = row.process;
  // The dead stand out, whatever else is looked at.
  if (marks.includes('zombie')) return inks.zombie;
  if (colour === 'marks') {
    const found = OF_MARKS.find(({ mark }) => marks.includes(mark));
    return found === undefined ? inks.idle : inks[found.ink];
  }
  const strong = colour === 'cpu' ? inks.hot : inks.accent;
  // In steps: what has one colour is drawn as one.
  const percent = Math.round(strengthOf(row, colour) * 20) * 5;
  return `color-mix(in srgb, ${strong} ${percent}%, ${inks.idle})`;
}
