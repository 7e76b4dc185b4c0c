import type { ProcessKey } from '../../../core/process.ts';
import type { ProcessRow } from '../../store/process-store.ts';
import type { MapColour } from '../../store/settings.ts';
import { type Camera, pointOf } from './camera.ts';
import { strengthOf } from './colours.ts';
import type { MapLayout, MapNode } from './layout.ts';
import type { Names } from './names.ts';

/** What lies above what: a parent that holds zombies above these, and they above all others. */
export const LAYERS = ['other', 'zombie', 'holder'] as const;
export type Layer = (typeof LAYERS)[number];

/** What a dot is drawn from. */
export type Dotted = Pick<ProcessRow, 'process' | 'endedAt' | 'zombiesHeld'>;

export function layerOf({ process, endedAt, zombiesHeld }: Dotted): Layer {
  if (endedAt !== null) return 'other';
  if (zombiesHeld > 0) return 'holder';
  return process.marks.includes('zombie') ? 'zombie' : 'other';
}

/** Room between the dot of a holder and its ring, and the width of that. */
export const RING = { gap: 2, width: 2 } as const;

/** From afar the dead and their parents stay to be seen. In pixels. */
const LEAST_RADIUS: Readonly<Record<Layer, number>> = { other: 1.5, zombie: 3.5, holder: 3 };
const MOST_ENLARGED = 1.8;

/** In pixels, as it is drawn. What a number is coloured by shows in the size too. */
export function radiusOf(row: Dotted, colour: MapColour, scale: number): number {
  const layer = layerOf(row);
  const radius =
    colour === 'marks' || layer === 'zombie'
      ? 4.5
      : 3.5 + 3 * (row.endedAt === null ? strengthOf(row, colour) : 0);
  return Math.max(LEAST_RADIUS[layer], radius * Math.min(MOST_ENLARGED, scale));
}

/** So far from a dot a click still means it, in pixels. */
const NEAR = 9;
/** Two that are as far as that are equally far. */
const EQUAL = 1;

export interface Pointed {
  readonly layout: MapLayout;
  readonly row: (key: ProcessKey) => Dotted | undefined;
  readonly camera: Camera;
  readonly colour: MapColour;
  readonly names: Names;
}

interface Found {
  readonly node: MapNode;
  readonly away: number;
  readonly layer: number;
}

/**
 * The process that is drawn at a point of the view: the dot that lies on top there, else the name, else the nearest
 * dot around it.
 */
export function nodeAt(scene: Pointed, x: number, y: number): MapNode | null {
  const { layout, camera, colour, names } = scene;
  let on: Found | null = null;
  let near: Found | null = null;
  let named: MapNode | null = null;
  for (const node of layout.nodes) {
    const at = pointOf(node, camera);
    const down = Math.abs(at.y - y);
    if (down > 16) continue;
    const name = names.get(node.row.key);
    if (name !== undefined && down <= name.height / 2 + 1 && x >= at.x && x <= at.x + name.end) {
      if (name.over) return node;
      named = node;
    }
    const away = Math.hypot(at.x - x, down);
    if (away > 16) continue;
    const row = scene.row(node.row.key);
    if (row === undefined) continue;
    const layer = layerOf(row);
    const found = { node, away, layer: LAYERS.indexOf(layer) };
    const reach = radiusOf(row, colour, camera.scale) + (layer === 'holder' ? RING.gap + RING.width : 0.5);
    if (away <= reach) {
      if (on === null || found.layer > on.layer || (found.layer === on.layer && away < on.away)) on = found;
    } else if (away <= NEAR && (near === null || nearer(found, near))) near = found;
  }
  return on?.node ?? named ?? near?.node ?? null;
}

function nearer(one: Found, other: Found): boolean {
  if (Math.abs(one.away - other.away) > EQUAL) return one.away < other.away;
  return one.layer > other.layer || (one.layer === other.layer && one.away < other.away);
}
