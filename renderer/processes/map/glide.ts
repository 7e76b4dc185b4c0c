import type { ProcessKey } from '../../../core/process.ts';
import type { Frame } from './frame.ts';
import type { Family, Line, MapLayout, MapNode, Rail } from './layout.ts';

export const GLIDE_MS = 140;
/** If more than that would move, come or go before one's eyes, it would only be a muddle. */
const MOST_AT_ONCE = 1_500;

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Turn {
  /** What is on the screen, in the coordinates of before. */
  readonly before: Frame;
  readonly to: MapLayout;
  /** From the coordinates of before to those that are looked at now. */
  readonly by: Place;
  /** Whether something at a place is in view. */
  readonly seen: (place: Place) => boolean;
}

/** From one layout to the next; whatever is in view neither before nor after is in its new place at once. */
export class Glide {
  readonly #to: MapLayout;
  readonly #from = new Map<ProcessKey, Place>();
  readonly #lines = new Map<ProcessKey | null, Family>();
  readonly #coming = new Map<ProcessKey, number>();
  readonly #comingLines = new Map<ProcessKey | null, number>();
  readonly #going = new Map<MapNode, number>();
  readonly #goingLines = new Map<Family, number>();
  /** Of all that are in view before, how many still are. */
  #kept = 0;

  private constructor(turn: Turn) {
    this.#to = turn.to;
    this.#meetNodes(turn);
    this.#meetFamilies(turn);
  }

  /** `null` where all is to be in its new place at once: nothing moves, or nothing could be followed by the eye. */
  static between(turn: Turn): Glide | null {
    const glide = new Glide(turn);
    const changes = glide.#from.size + glide.#coming.size + glide.#going.size;
    return glide.#kept === 0 || changes === 0 || changes > MOST_AT_ONCE ? null : glide;
  }

  /** @param time - the part of it that is over */
  at(time: number): Frame {
    const way = eased(time);
    const layout = this.#layoutAt(way);
    const going = new Map<MapNode, number>();
    for (const [node, opacity] of this.#going) {
      const parent = node.parent && layout.byKey.get(node.parent.row.key);
      going.set(parent ? { ...node, parent } : node, opacity * (1 - way));
    }
    const rising = <Key>(from: ReadonlyMap<Key, number>): Map<Key, number> =>
      new Map([...from].map(([key, opacity]) => [key, between(opacity, 1, way)]));
    return {
      layout,
      target: this.#to,
      coming: rising(this.#coming),
      comingLines: rising(this.#comingLines),
      going,
      goingLines: new Map(
        [...this.#goingLines].map(([family, opacity]) => [
          { ...family, head: (family.head && layout.byKey.get(family.head.row.key)) ?? family.head },
          opacity * (1 - way),
        ]),
      ),
    };
  }

  #meetNodes({ before, to, by, seen }: Turn): void {
    const goingBefore = new Map(
      [...before.going].map(([node, opacity]) => [node.row.key, { node, opacity }]),
    );
    for (const node of to.nodes) {
      const { key } = node.row;
      const fading = goingBefore.get(key);
      const was = before.layout.byKey.get(key) ?? fading?.node;
      if (was === undefined) {
        if (seen(node)) this.#coming.set(key, 0);
        continue;
      }
      const from = shifted(was, by);
      if (!seen(from) && !seen(node)) continue;
      const opacity = fading?.opacity ?? before.coming.get(key) ?? 1;
      if (opacity < 1) this.#coming.set(key, opacity);
      if (seen(from)) this.#kept += 1;
      if (Math.abs(from.x - node.x) + Math.abs(from.y - node.y) > 0.01) this.#from.set(key, from);
    }
    const gone = new Map<ProcessKey, MapNode>();
    const leave = (node: MapNode, opacity: number): void => {
      const { key } = node.row;
      const place = shifted(node, by);
      if (to.byKey.has(key) || opacity <= 0 || !seen(place)) return;
      const parent = node.parent && (gone.get(node.parent.row.key) ?? node.parent);
      const left: MapNode = { ...node, ...place, parent };
      gone.set(key, left);
      this.#going.set(left, opacity);
    };
    for (const node of before.layout.nodes) leave(node, before.coming.get(node.row.key) ?? 1);
    for (const [node, opacity] of before.going) leave(node, opacity);
  }

  #meetFamilies({ before, to, by }: Turn): void {
    for (const [key, family] of to.families) {
      const was = before.layout.families.get(key);
      if (was === undefined) {
        this.#comingLines.set(key, 0);
        continue;
      }
      const opacity = before.comingLines.get(key);
      if (opacity !== undefined) this.#comingLines.set(key, opacity);
      const from = shiftedFamily(was, by);
      if (!sameLines(from, family)) this.#lines.set(key, from);
    }
    for (const [key, family] of before.layout.families) {
      if (to.families.has(key)) continue;
      this.#goingLines.set(shiftedFamily(family, by), before.comingLines.get(key) ?? 1);
    }
    for (const [family, opacity] of before.goingLines) {
      if (!to.families.has(family.head?.row.key ?? null)) {
        this.#goingLines.set(shiftedFamily(family, by), opacity);
      }
    }
  }

  #layoutAt(way: number): MapLayout {
    const to = this.#to;
    const moved = new Map<ProcessKey, MapNode>();
    const nodes = to.nodes.map((node): MapNode => {
      const from = this.#from.get(node.row.key);
      const parent = (node.parent && moved.get(node.parent.row.key)) ?? node.parent;
      if (from === undefined && parent === node.parent) return node;
      const place =
        from === undefined ? node : { x: between(from.x, node.x, way), y: between(from.y, node.y, way) };
      const now = { ...node, x: place.x, y: place.y, parent };
      moved.set(node.row.key, now);
      return now;
    });
    const byKey = new Map(to.byKey);
    for (const [key, node] of moved) byKey.set(key, node);
    const families = new Map(to.families);
    for (const [key, family] of to.families) {
      const head = (family.head && moved.get(family.head.row.key)) ?? family.head;
      const from = this.#lines.get(key);
      if (from !== undefined) families.set(key, { ...familyBetween(from, family, way), head });
      else if (head !== family.head) families.set(key, { ...family, head });
    }
    return { ...to, nodes, byKey, families };
  }
}

/** It sets out at once, as what moves it has already happened, and comes to rest softly. */
const eased = (time: number): number => 1 - (1 - Math.min(1, Math.max(0, time))) ** 3;

const between = (from: number, to: number, way: number): number => from + (to - from) * way;

const shifted = ({ x, y }: Place, by: Place): Place => ({ x: x + by.x, y: y + by.y });

function shiftedFamily(family: Family, { x, y }: Place): Family {
  if (x === 0 && y === 0) return family;
  return {
    ...family,
    lines: family.lines.map((line) => ({ x: line.x + x, top: line.top + y, bottom: line.bottom + y })),
    rails: family.rails.map((rail) => ({ y: rail.y + y, right: rail.right + x })),
    right: family.right + x,
    bottom: family.bottom + y,
  };
}

const sameLine = (one: Line, other: Line | undefined): boolean =>
  one.x === other?.x && one.top === other.top && one.bottom === other.bottom;

const sameRail = (one: Rail, other: Rail | undefined): boolean =>
  one.y === other?.y && one.right === other.right;

const sameLines = (one: Family, other: Family): boolean =>
  one.lines.length === other.lines.length &&
  one.rails.length === other.rails.length &&
  one.lines.every((line, at) => sameLine(line, other.lines[at])) &&
  one.rails.every((rail, at) => sameRail(rail, other.rails[at]));

/** Those that were not there before are in their places at once. */
function familyBetween(from: Family, to: Family, way: number): Family {
  return {
    ...to,
    lines: to.lines.map((line, at) => {
      const was = from.lines[at] ?? line;
      return {
        x: between(was.x, line.x, way),
        top: between(was.top, line.top, way),
        bottom: between(was.bottom, line.bottom, way),
      };
    }),
    rails: to.rails.map((rail, at) => {
      const was = from.rails[at] ?? rail;
      return { y: between(was.y, rail.y, way), right: between(was.right, rail.right, way) };
    }),
    right: Math.max(from.right, to.right),
    bottom: Math.max(from.bottom, to.bottom),
  };
}
