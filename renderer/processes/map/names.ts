import { count, counted, visible } from '../../../core/format.ts';
import type { ProcessKey } from '../../../core/process.ts';
import type { ProcessRow } from '../../store/process-store.ts';
import { layerOf } from './dots.ts';
import type { Box } from './taken.ts';

/** In pixels. */
const SIZE = 12;
/** Smaller ones could not be read. */
const LEAST_SIZE = 11;
const MOST_SIZE = 19;
export const LONGEST = 18;
/** Where there is less room it is called by so many letters. */
export const SHORT = 8;
/** From the middle of a dot to its name, between its parts, and behind it. */
const BEFORE = 10;
const BETWEEN = 6;
const BEHIND = 6;

export interface Name {
  readonly text: string;
  /** What it holds, after it; empty where it holds none. */
  readonly held: string;
  /** From the middle of the dot, in pixels. */
  readonly start: number;
  readonly heldStart: number;
  readonly end: number;
  readonly height: number;
  /** It lies over dots: far out there is no other room, and it says what all of them are. */
  readonly over: boolean;
}

export type Names = ReadonlyMap<ProcessKey, Name>;

/** How wide a text is in the type of the names at a size of 12 pixels, in pixels. */
export type Measure = (text: string) => number;

export const sizeAt = (scale: number): number => Math.min(MOST_SIZE, Math.max(LEAST_SIZE, SIZE * scale));

export interface Form {
  readonly letters: number;
  /** How it is told what it holds: `5 zombies`, `5`, or not at all. */
  readonly held: 'words' | 'number' | null;
  readonly over: boolean;
}

export const IN_FULL: Form = { letters: LONGEST, held: 'words', over: false };

export function nameOf(
  row: ProcessRow,
  scale: number,
  measure: Measure,
  { letters, held: told, over }: Form = IN_FULL,
): Name {
  const size = sizeAt(scale);
  const by = size / SIZE;
  const whole = visible(row.process.name);
  const text = whole.length > letters ? `${whole.slice(0, letters - 1)}…` : whole;
  const held = told === null || layerOf(row) !== 'holder' ? '' : heldIn(row, told);
  const start = BEFORE * by;
  const textEnd = start + measure(text) * by;
  const heldStart = textEnd + BETWEEN * by;
  const end = held === '' ? textEnd : heldStart + measure(held) * by;
  return { text, held, start, heldStart, end, height: size, over };
}

const heldIn = ({ zombiesHeld }: ProcessRow, told: 'words' | 'number'): string =>
  told === 'words' ? counted(zombiesHeld, 'zombie') : count(zombiesHeld);

/** What a name takes of the picture, with its dot at a point. */
export const boxOf = ({ start, end, height }: Name, x: number, y: number): Box => ({
  left: x + start - 2,
  right: x + end + BEHIND,
  top: y - height / 2,
  bottom: y + height / 2,
});
