import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../core/process.ts';
import { type Frame, layersOf, moves, resting } from './frame.ts';
import { Glide, type Place } from './glide.ts';
import { layoutOf, type MapLayout, ROW } from './layout.ts';
import { family, rowsOf } from './testing.ts';

const key = (pid: number) => keyOf(pid, pid);
const here = { x: 0, y: 0 };
const everywhere = () => true;
const at = ({ layout }: Frame, pid: number) => layout.byKey.get(key(pid));

const before = layoutOf(family(40));
/** Without the third leaf: those behind it close up. */
const after = layoutOf(
  family(40).filter((_, index) => index !== 3),
  { before },
);

function glide(
  to: MapLayout,
  from: Frame = resting(before),
  by: Place = here,
  seen: (place: Place) => boolean = everywhere,
) {
  const found = Glide.between({ before: from, to, by, seen });
  if (found === null) throw new Error('no glide');
  return found;
}

describe('a glide', () => {
  it('moves what has another place, eased, and nothing else', () => {
    const to = glide(after);
    expect(at(to.at(0), 5)).toMatchObject({ y: before.byKey.get(key(5))?.y });
    const half = at(to.at(0.5), 5)?.y ?? 0;
    const whole = at(to.at(1), 5)?.y ?? 0;
    expect(whole).toBe((before.byKey.get(key(5))?.y ?? 0) - ROW);
    expect(half).toBeLessThan(whole + ROW / 2);
    expect(half).toBeGreaterThan(whole);
    expect(at(to.at(0.5), 3)).toBe(after.byKey.get(key(3)));
  });

  it('fades in who comes, and out who goes, in their places', () => {
    const out = glide(after).at(0.5);
    const [[gone, opacity] = []] = out.going;
    expect(gone).toMatchObject({ row: { key: key(4) }, y: before.byKey.get(key(4))?.y });
    expect(opacity).toBeGreaterThan(0);
    expect(opacity).toBeLessThan(0.5);

    const back = glide(before, resting(after)).at(0.5);
    expect(back.coming.get(key(4))).toBeGreaterThan(0.5);
    expect(at(back, 4)).toBe(before.byKey.get(key(4)));
  });

  it('that is interrupted goes on from where everything is', () => {
    const half = glide(after).at(0.4);
    const back = glide(before, half);
    expect(at(back.at(0), 5)?.y).toBe(at(half, 5)?.y);
    const [[, opacity] = []] = half.going;
    expect(back.at(0).coming.get(key(4))).toBe(opacity);
    expect(back.at(0).going.size).toBe(0);
    expect(at(back.at(1), 5)).toMatchObject({ y: before.byKey.get(key(5))?.y });
  });

  it('keeps on the screen what stays in its place there, while the map moves under it', () => {
    // The fifth is held: the map is looked at from a row further down.
    const held = glide(after, resting(before), { x: 0, y: -ROW });
    for (const time of [0, 0.3, 0.7, 1]) {
      expect(at(held.at(time), 5)).toMatchObject({ y: after.byKey.get(key(5))?.y });
    }
    expect(at(held.at(0), 3)?.y).toBe((before.byKey.get(key(3))?.y ?? 0) - ROW);
  });

  it('takes lines and links along', () => {
    const frame = glide(after).at(0.3);
    const lines = frame.layout.families.get(key(1))?.lines;
    const [was, is] = [before, after].map(({ families }) => families.get(key(1))?.lines.at(0)?.bottom ?? 0);
    const bottom = lines?.at(0)?.bottom ?? 0;
    expect(bottom).toBeLessThan(was ?? 0);
    expect(bottom).toBeGreaterThan(is ?? 0);
    const small = layoutOf(rowsOf([1, 1], [2, 2], [3, 3], [4, 2]));
    const less = layoutOf(rowsOf([1, 1], [2, 2], [4, 2]), { before: small });
    const moved = glide(less, resting(small)).at(0.5);
    for (const node of moved.layout.nodes) {
      if (node.parent !== null) expect(node.parent).toBe(moved.layout.byKey.get(node.parent.row.key));
    }
  });

  it('leaves alone what is in view neither before nor after', () => {
    const upper = glide(after, resting(before), here, ({ y }) => y < 6 * ROW);
    const frame = upper.at(0);
    const low = [...after.nodes].filter(({ y }) => y > 8 * ROW);
    expect(low.length).toBeGreaterThan(5);
    for (const node of low)
      expect(frame.layout.byKey.get(node.row.key)).toMatchObject({ x: node.x, y: node.y });
  });

  it('is none where nothing changes before our eyes, all is new, or far too much would move', () => {
    const none = (from: MapLayout, to: MapLayout, seen = everywhere): void =>
      expect(Glide.between({ before: resting(from), to, by: here, seen })).toBeNull();
    none(before, layoutOf(family(40), { before, tidy: false }));
    none(before, after, () => false);
    none(before, layoutOf(rowsOf([900, 1], [901, 2])));
    none(layoutOf(family(3_000)), layoutOf(family(40)));
  });
});

it('a frame is drawn in layers, the palest below', () => {
  const seenIn = ({ layout, going }: Frame) => [...layout.nodes, ...going.keys()].map((node) => ({ node }));
  const still = resting(before);
  expect(moves(still)).toBe(false);
  expect(layersOf(still, seenIn(still)).map(({ opacity }) => opacity)).toEqual([1]);

  const frame = glide(after).at(0.2);
  expect(moves(frame)).toBe(true);
  const layers = layersOf(frame, seenIn(frame));
  expect(layers.map(({ seen }) => seen.length)).toEqual([1, 40]);
  expect(layers[0]?.opacity).toBeLessThan(1);
  expect([...(layers[0]?.nodes ?? [])].map(({ row }) => row.key)).toEqual([key(4)]);
});
