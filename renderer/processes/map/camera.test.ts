import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../core/process.ts';
import { begin, follow, heldIn, inView, pointOf, reveal, SCALE, whole, zoom } from './camera.ts';
import { layoutOf, type MapLayout, type MapNode } from './layout.ts';
import { family, rowsOf } from './testing.ts';

const size = { width: 1_000, height: 600 };
const last = ({ nodes }: MapLayout): MapNode => nodes.at(-1) as MapNode;
const node = (x: number, y: number): MapNode => ({ ...last(layoutOf(rowsOf([1, 1]))), x, y });

describe('all of it', () => {
  it.each([1, 5, 50, 500, 5_000])('is in view, free of what lies over it: %i leaves', (leaves) => {
    const layout = layoutOf(family(leaves));
    const camera = whole(layout, size);
    for (const each of layout.nodes) {
      const { x, y } = pointOf(each, camera);
      expect(x).toBeGreaterThan(20);
      expect(x).toBeLessThan(size.width - 20);
      expect(y).toBeGreaterThan(40);
      expect(y).toBeLessThan(size.height - 56);
    }
  });

  it('is not blown up for a few', () => {
    expect(whole(layoutOf(rowsOf([1, 1])), size).scale).toBe(SCALE.mostFitting);
  });
});

describe('the beginning', () => {
  it('is all of it where every name can be read', () => {
    const layout = layoutOf(family(50));
    expect(begin(layout, size, null)).toEqual(whole(layout, size));
  });

  it('is what matters, in its surroundings and in a size in which names can be read', () => {
    const layout = layoutOf(family(5_000));
    const about = layout.byKey.get(keyOf(3_000, 3_000)) as MapNode;
    const camera = begin(layout, size, about);
    expect(camera.scale).toBeGreaterThanOrEqual(SCALE.fromWhichAllNamesFit);
    expect(inView(about, camera, size)).toBe(true);
    expect(inView(layout.nodes[0] as MapNode, begin(layout, size, null), size)).toBe(true);
  });

  it('leaves no margin empty as long as there is map behind', () => {
    const layout = layoutOf(family(5_000));
    const { x, y, scale } = begin(layout, size, last(layout));
    expect(layout.right * scale + x).toBeLessThanOrEqual(size.width);
    expect(layout.bottom * scale + y).toBeGreaterThan(size.height / 2);
  });
});

it('zooms around the pointer, within bounds', () => {
  const zoomed = zoom({ x: 10, y: 20, scale: 1 }, 2, { x: 110, y: 120 }, 0.1);
  expect(zoomed).toEqual({ scale: 2, x: -90, y: -80 });
  expect(zoom(zoomed, 100, { x: 0, y: 0 }, 0.1).scale).toBe(SCALE.most);
  expect(zoom(zoomed, 0.001, { x: 0, y: 0 }, 0.1).scale).toBe(0.1);
  // A map that has grown is not zoomed into by zooming out.
  expect(zoom({ x: 0, y: 0, scale: 0.1 }, 0.5, { x: 0, y: 0 }, 0.2).scale).toBe(0.1);
});

it('follows what was looked at, and moves no further than it has to', () => {
  expect(follow({ x: 0, y: 0, scale: 2 }, node(5, 5), node(5, 25))).toEqual({ scale: 2, x: 0, y: -40 });
  const camera = { x: 0, y: 0, scale: 1 };
  expect(reveal(camera, node(300, 300), size)).toEqual(camera);
  expect(reveal(camera, node(300, 900), size)).toEqual({ scale: 1, x: 0, y: -360 });
});

it('holds what is pointed at, else the selected, else what is in the middle, as long as it remains', () => {
  const shown = layoutOf(family(40));
  const next = layoutOf(family(40).filter(({ key }) => key !== keyOf(9, 9)));
  const camera = whole(shown, size);
  const held = (...named: number[]) =>
    heldIn(
      shown,
      next,
      named.map((pid) => keyOf(pid, pid)),
      camera,
      size,
    )?.row.key;
  expect(held(7, 8)).toBe(keyOf(7, 7));
  expect(held(9, 8)).toBe(keyOf(8, 8));
  const middle = held() as string;
  expect(held(9)).toBe(middle);
  const without = layoutOf(family(40).filter(({ key }) => key !== middle));
  expect(heldIn(shown, without, [], camera, size)?.row.key).not.toBe(middle);
  expect(heldIn(shown, next, [keyOf(7, 7)], { ...camera, x: camera.x - 5_000 }, size)?.row.key).not.toBe(
    keyOf(7, 7),
  );
});
