import type { ProcessKey } from '../../../core/process.ts';
import type { ProcessRow, ProcessStore } from '../../store/process-store.ts';
import { type Layer, layerOf } from './dots.ts';
import type { MapLayout, MapNode } from './layout.ts';
import { boxOf, type Form, IN_FULL, type Measure, type Name, type Names, nameOf, SHORT } from './names.ts';
import { type Box, Taken } from './taken.ts';

/** From here out single leaves are not told apart by their names. */
const LEAVES_FROM = 0.22;
/** From here out there is not room for every name. */
const CROWDED_FROM = 0.54;
/** From here out a count in words matters more than the dots that it lies on. */
const OVER_FROM = 0.3;
/** So large a part of the map is called by its name however far out one is. */
const GREAT_PART = 1 / 25;

/** What is kept free around a dot, and around one with a ring. */
const AROUND = { dot: 3, ring: 7 } as const;

const around = ({ x, y }: MapNode, scale: number, reach: number): Box => ({
  left: x * scale - reach,
  right: x * scale + reach,
  top: y * scale - reach,
  bottom: y * scale + reach,
});

/**
 * The names for which there is room at a scale, wherever the map is moved: those that matter first, and in that
 * order. None lies on another, and on dots only those without which the picture would say nothing.
 */
export function placeNames(
  layout: MapLayout,
  processes: Pick<ProcessStore, 'row'>,
  scale: number,
  measure: Measure,
): Names {
  const names = new Map<ProcessKey, Name>();
  const weighed = byWeight(layout, processes);
  const named = new Taken();
  const rings = new Taken();
  const dots = new Taken();
  for (const { node, layer } of weighed) {
    if (layer === 'holder') rings.take(around(node, scale, AROUND.ring));
    dots.take(around(node, scale, AROUND.dot));
  }
  const place = (node: MapNode, name: Name): boolean => {
    const box = boxOf(name, node.x * scale, node.y * scale);
    if (!named.free(box) || !rings.free(box) || !(name.over || dots.free(box))) return false;
    named.take(box);
    names.set(node.row.key, name);
    return true;
  };

  const crowded = scale < CROWDED_FROM;
  const great = crowded ? Math.max(8, layout.nodes.length * GREAT_PART) : Number.POSITIVE_INFINITY;
  // Beside a name that lies on its dot, its own would be taken for a part of that one.
  const bare = (node: MapNode): boolean => named.free(around(node, scale, AROUND.dot));
  for (const { node, row, layer } of weighed) {
    const over = layer === 'holder' ? row.zombiesHeld > 1 && crowded : node.size >= great;
    if (!over || !bare(node)) continue;
    const beside = scale >= OVER_FROM ? [IN_FULL, AS_NUMBER, SHORT_AS_NUMBER] : [IN_FULL];
    for (const form of [...beside, ...OVER]) {
      if (place(node, nameOf(row, scale, measure, form))) break;
    }
  }
  for (const { node, row, layer } of weighed) {
    if (names.has(node.row.key) || !bare(node)) continue;
    if (scale < LEAVES_FROM && !node.row.hasChildren && layer === 'other') continue;
    for (const form of layer === 'holder' ? OF_HOLDERS : OF_OTHERS) {
      if (form.letters === SHORT && row.process.name.length <= SHORT && form.held === null) continue;
      if (place(node, nameOf(row, scale, measure, form))) break;
    }
  }
  return names;
}

const WITHOUT_COUNT: Form = { ...IN_FULL, held: null };
const AS_NUMBER: Form = { ...IN_FULL, held: 'number' };
const SHORT_AS_NUMBER: Form = { ...AS_NUMBER, letters: SHORT };
const SHORTENED: Form = { ...WITHOUT_COUNT, letters: SHORT };
const OF_HOLDERS = [IN_FULL, AS_NUMBER, SHORT_AS_NUMBER, SHORTENED] as const;
const OVER = OF_HOLDERS.map((form): Form => ({ ...form, over: true }));
const OF_OTHERS = [WITHOUT_COUNT, SHORTENED] as const;

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
