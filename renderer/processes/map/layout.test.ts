import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../core/process.ts';
import type { VisibleRow } from '../../../core/visible-rows.ts';
import { LEVEL, layoutOf, type MapLayout } from './layout.ts';
import { family, rowsOf } from './testing.ts';

const at = (layout: MapLayout, pid: number) => layout.byKey.get(keyOf(pid, pid));
const place = (layout: MapLayout, pid: number) => {
  const node = at(layout, pid);
  return node && [node.x, node.y];
};

function expectApart({ nodes, left, right, top, bottom }: MapLayout): void {
  expect(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(nodes.length);
  for (const { x, y } of nodes) {
    expect(x).toBeGreaterThanOrEqual(left);
    expect(x).toBeLessThan(right);
    expect(y).toBeGreaterThan(top);
    expect(y).toBeLessThan(bottom);
  }
}

/** Each of a parent's children with so many leaves. */
function workers(count: number, leaves: number): VisibleRow[] {
  const places: [number, number][] = [[1, 1]];
  let pid = 2;
  for (let worker = 0; worker < count; worker += 1) {
    places.push([pid++, 2]);
    for (let leaf = 0; leaf < leaves; leaf += 1) places.push([pid++, 3]);
  }
  return rowsOf(...places);
}

/** One with 300 children, of which a few have much below them. */
function unequal(): VisibleRow[] {
  const places: [number, number][] = [[1, 1]];
  let pid = 2;
  const below: Readonly<Record<number, number>> = { 20: 90, 77: 40, 140: 110, 141: 60, 250: 30 };
  for (let child = 0; child < 300; child += 1) {
    places.push([pid++, 2]);
    for (let at = 0; at < (below[child] ?? 0); at += 1) places.push([pid++, 3 + (at % 4 === 3 ? 1 : 0)]);
  }
  return rowsOf(...places);
}

/** Services, and a session with nearly all else far down in it. */
function desktop(): VisibleRow[] {
  const places: [number, number][] = [[1, 1]];
  let pid = 2;
  const add = (count: number, level: number): void => {
    for (let at = 0; at < count; at += 1) places.push([pid++, level]);
  };
  add(90, 2);
  add(1, 2);
  add(40, 3);
  add(1, 3);
  for (const size of [28, 25, 16]) {
    add(1, 4);
    add(size, 5);
  }
  return rowsOf(...places);
}

describe('a small tree', () => {
  const layout = layoutOf(rowsOf([1, 1], [2, 2], [3, 3], [4, 2], [5, 1]));

  it('goes from left to right, a level at a time, and knows who is below whom', () => {
    const left = at(layout, 1)?.x ?? 0;
    expect([1, 2, 3, 4, 5].map((pid) => ((at(layout, pid)?.x ?? 0) - left) / LEVEL)).toEqual([0, 1, 2, 1, 0]);
    expect(at(layout, 3)?.parent).toBe(at(layout, 2));
    expect(at(layout, 1)?.size).toBe(4);
    expect(at(layout, 5)?.parent).toBeNull();
    expectApart(layout);
  });
});

describe('a large tree', () => {
  it.each([
    ['many leaves of one', family(2_000)],
    ['many small trees of one', workers(150, 12)],
    ['many large trees of one', workers(40, 50)],
    ['five thousand', workers(380, 12)],
  ])('is about as wide for its height as the view: %s', (_, rows) => {
    const layout = layoutOf(rows);
    expectApart(layout);
    const aspect = (layout.right - layout.left) / (layout.bottom - layout.top);
    expect(aspect).toBeGreaterThan(1);
    expect(aspect).toBeLessThan(2.6);
  });

  it('has its trees in columns below it, each on the line of its own', () => {
    const layout = layoutOf(workers(20, 5));
    const columns = layout.families.get(keyOf(1, 1));
    expect(columns?.lines.length).toBeGreaterThan(2);
    for (const node of layout.nodes) {
      if (node.row.level !== 2) continue;
      expect(node.y).toBeGreaterThan(at(layout, 1)?.y ?? 0);
      const own = columns?.lines.filter(
        ({ x, top, bottom }) => x === node.x - 20 && top < node.y && bottom >= node.y,
      );
      expect(own).toHaveLength(1);
    }
  });

  it.each([1.2, 2.2])(
    'fills a view that is %f times as wide as high, however unequal its families are',
    (aspect) => {
      for (const rows of [unequal(), desktop()]) {
        const { nodes, right, bottom } = layoutOf(rows, { aspect });
        expect(right / bottom).toBeGreaterThan(0.7 * aspect);
        expect(right / bottom).toBeLessThan(1.5 * aspect);
        const lowerRight = nodes.filter(({ x, y }) => x > right / 2 && y > bottom / 2);
        expect(lowerRight.length).toBeGreaterThan(0.1 * nodes.length);
      }
    },
  );

  it('may be one chain of all', () => {
    const chain = rowsOf(...Array.from({ length: 5_000 }, (_, at) => [at + 1, at + 1] as const));
    expectApart(layoutOf(chain));
  });
});

describe('when processes come and go', () => {
  const rows = workers(20, 5);
  const before = layoutOf(rows);
  // The first of the leaves of the third worker, and the same with another pid.
  const gone = keyOf(15, 15);

  it('all others stay where they are, and who comes takes the room of who went', () => {
    const leaf = rowsOf([900, 2]);
    const fewer = layoutOf(
      family(40).filter(({ key }) => key !== gone),
      { before: layoutOf(family(40)), tidy: false },
    );
    const was = layoutOf(family(40));
    for (const { row, x, y } of fewer.nodes) expect(was.byKey.get(row.key)).toMatchObject({ x, y });
    const again = layoutOf([...family(40).filter(({ key }) => key !== gone), ...leaf], {
      before: fewer,
      tidy: false,
    });
    expect(place(again, 900)).toEqual(place(was, 15));
    expect(place(again, 41)).toEqual(place(was, 41));
  });

  it('moves no tree for what happens within another', () => {
    const after = layoutOf(
      rows.filter(({ key }) => key !== gone),
      { before, tidy: false },
    );
    for (const { row, x, y, parent } of after.nodes) {
      if (parent?.row.key === keyOf(14, 14) || row.key === keyOf(14, 14)) continue;
      expect(before.byKey.get(row.key)).toMatchObject({ x, y });
    }
  });

  it('no family leaves its shelf for what begins and ends in others, or as the window is another', () => {
    const many = unequal();
    const was = layoutOf(many, { aspect: 2.2 });
    expect(was.families.get(keyOf(1, 1))?.shelves.length).toBeGreaterThan(1);
    const changed = many.filter(({ key }) => key !== keyOf(400, 400) && key !== keyOf(30, 30));
    for (const aspect of [2.2, 1.9]) {
      const after = layoutOf(changed, { before: was, tidy: false, aspect });
      for (const { row, x, y } of after.nodes) expect(was.byKey.get(row.key)).toMatchObject({ x, y });
    }
  });

  it('closes up when the user asked for the change, and when far too little is left', () => {
    const few = family(400).filter((_, at) => at === 0 || at % 10 === 1);
    const after = layoutOf(few, { before: layoutOf(family(400)), tidy: false });
    expect(after.right).toBe(layoutOf(few).right);
    const folded = family(41).filter((_, at) => at !== 3);
    const tidy = layoutOf(folded, { before: layoutOf(family(41)) });
    expect(place(tidy, 5)).toEqual(place(layoutOf(family(41)), 4));
  });
});
