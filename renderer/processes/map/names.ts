import { counted, visible } from '../../../core/format.ts';
import type { ProcessKey } from '../../../core/process.ts';
import type { ProcessRow, ProcessStore } from '../../store/process-store.ts';
import { type Layer, layerOf } from './dots.ts';
import type { MapLayout, MapNode } from './layout.ts';

/** In pixels. */
const SIZE = 12;
/** Smaller ones could not be read. */
const LEAST_SIZE = 11;
const MOST_SIZE = 19;
const LONGEST = 18;
/** Where there is less room a parent is called by so many letters. */
const SHORT = 8;
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

interface Wish {
  readonly letters: number;
  readonly withHeld: boolean;
  readonly over: boolean;
}

const IN_FULL: Wish = { letters: LONGEST, withHeld: true, over: false };

export function nameOf(
  row: ProcessRow,
  scale: number,
  measure: Measure,
  { letters, withHeld, over }: Wish = IN_FULL,
): Name {
  const size = sizeAt(scale);
  const by = size / SIZE;
  const whole = visible(row.process.name);
  const text = whole.length > letters ? `${whole.slice(0, letters - 1)}…` : whole;
  const held = withHeld && layerOf(row) === 'holder' ? counted(row.zombiesHeld, 'zombie') : '';
  const start = BEFORE * by;
  const textEnd = start + measure(text) * by;
  const heldStart = textEnd + BETWEEN * by;
  const end = held === '' ? textEnd : heldStart + measure(held) * by;
  return { text, held, start, heldStart, end, height: size, over };
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What is within some pixels of the middle of a dot. */
const around = ({ x, y }: MapNode, scale: number, reach: number): Box => ({
  left: x * scale - reach,
  right: x * scale + reach,
  top: y * scale - reach,
  bottom: y * scale + reach,
});

/** In pixels. */
const BAND = 16;

/** What is taken of a picture, found by bands across it. */
class Taken {
  readonly #bands = new Map<number, Box[]>();

  free({ left, right, top, bottom }: Box): boolean {
    for (let band = Math.floor(top / BAND); band <= Math.floor(bottom / BAND); band += 1) {
      for (const box of this.#bands.get(band) ?? []) {
        if (left < box.right && right > box.left && top < box.bottom && bottom > box.top) return false;
      }
    }
    return true;
  }

  take(box: Box): void {
    for (let band = Math.floor(box.top / BAND); band <= Math.floor(box.bottom / BAND); band += 1) {
      const taken = this.#bands.get(band);
      if (taken === undefined) this.#bands.set(band, [box]);
      else taken.push(box);
    }
  }
}

/** From here out single leaves are not told apart by their names. */
const LEAVES_FROM = 0.22;
/** From here out there is not room for every name. */
const CROWDED_FROM = 0.54;
/** So large a part of the map is called by its name however far out one is. */
const GREAT_PART = 1 / 25;

/**
 * The names for which there is room at a scale, wherever the map is moved: those that matter first. None lies on
 * another, and on dots only those without which the picture would say nothing.
 */
export function placeNames(
  layout: MapLayout,
  processes: Pick<ProcessStore, 'row'>,
  scale: number,
  measure: Measure,
): Names {
  const names = new Map<ProcessKey, Name>();
  const taken = new Taken();
  const place = (node: MapNode, name: Name): boolean => {
    const box = {
      left: node.x * scale + name.start - 2,
      right: node.x * scale + name.end + BEHIND,
      // Letters are lower than their line.
      top: node.y * scale - name.height * 0.45,
      bottom: node.y * scale + name.height * 0.45,
    };
    if (!taken.free(box)) return false;
    taken.take(box);
    names.set(node.row.key, name);
    return true;
  };

  const weighed = byWeight(layout, processes);
  const crowded = scale < CROWDED_FROM;
  const great = crowded ? Math.max(8, layout.nodes.length * GREAT_PART) : Number.POSITIVE_INFINITY;
  for (const { node, layer } of weighed) if (layer === 'holder') taken.take(around(node, scale, 7));
  for (const { node, row, layer } of weighed) {
    const over = layer === 'holder' ? row.zombiesHeld > 1 && crowded : node.size >= great;
    if (!over || place(node, nameOf(row, scale, measure, { ...IN_FULL, over }))) continue;
    place(node, nameOf(row, scale, measure, { letters: LONGEST, withHeld: false, over }));
  }
  for (const node of layout.nodes) taken.take(around(node, scale, 3));
  for (const { node, row, layer } of weighed) {
    if (names.has(node.row.key)) continue;
    const parent = node.row.hasChildren;
    if (scale < LEAVES_FROM && !parent && layer === 'other') continue;
    if (place(node, nameOf(row, scale, measure)) || !parent) continue;
    if (layer === 'holder' && place(node, nameOf(row, scale, measure, { ...IN_FULL, withHeld: false })))
      continue;
    place(node, nameOf(row, scale, measure, { letters: SHORT, withHeld: false, over: false }));
  }
  return names;
}

interface Weighed {
  readonly node: MapNode;
  readonly row: ProcessRow;
  readonly layer: Layer;
}

/** Who holds zombies, then who has the most below, then the zombies; else from the top down. */
function byWeight({ nodes }: MapLayout, processes: Pick<ProcessStore, 'row'>): readonly Weighed[] {
  const holders: Weighed[] = [];
  const parents: Weighed[] = [];
  const zombies: Weighed[] = [];
  const others: Weighed[] = [];
  for (const node of nodes) {
    const row = processes.row(node.row.key);
    if (row === undefined) continue;
    const layer = layerOf(row);
    if (layer === 'holder') holders.push({ node, row, layer });
    else if (node.row.hasChildren) parents.push({ node, row, layer });
    else if (layer === 'zombie') zombies.push({ node, row, layer });
    else others.push({ node, row, layer });
  }
  holders.sort((a, b) => b.row.zombiesHeld - a.row.zombiesHeld);
  parents.sort((a, b) => b.node.size - a.node.size);
  return [...holders, ...parents, ...zombies, ...others];
}
