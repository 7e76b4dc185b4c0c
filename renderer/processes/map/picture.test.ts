import { describe, expect, it } from 'vitest';
import { keyOf, type ProcessKey } from '../../../core/process.ts';
import { madeUp } from '../../../core/testing/made-up.ts';
import { ProcessStore } from '../../store/process-store.ts';
import { full } from '../../testing/made-up.ts';
import { nodeAt } from './dots.ts';
import { resting } from './frame.ts';
import { layoutOf } from './layout.ts';
import { pictureOf, type Scene } from './picture.ts';
import { placeNames } from './placing-names.ts';
import { family } from './testing.ts';

const measure = (text: string): number => text.length * 7;
const key = (pid: number): ProcessKey => keyOf(pid, pid);
const processes = new ProcessStore();
processes.reset(
  full(1, madeUp(1, 0), ...Array.from({ length: 40 }, (_, at) => madeUp(at + 2, 1, { name: 'a-long-name' }))),
);
const layout = layoutOf(family(40));

function scene(scale: number, emphasis: { current?: number; selected?: number[]; hovered?: number }): Scene {
  const selected = new Map(
    (emphasis.selected ?? []).flatMap((pid) => {
      const row = processes.row(key(pid));
      return row === undefined ? [] : [[row.key, row] as const];
    }),
  );
  return {
    frame: resting(layout),
    goneNames: new Map(),
    row: (each) => processes.row(each),
    camera: { x: 50, y: 50, scale },
    names: placeNames(layout, processes, scale, measure),
    measure,
    size: { width: 1_000, height: 800 },
    colour: 'marks',
    current: emphasis.current === undefined ? null : key(emphasis.current),
    selected,
    hovered: emphasis.hovered === undefined ? null : key(emphasis.hovered),
  };
}

describe('what is pointed out', () => {
  it('has its name, and what would lie below that has none', () => {
    const far = scene(0.3, { current: 6, selected: [6] });
    const plain = pictureOf(scene(0.3, {})).names;
    const { names } = pictureOf(far);
    expect(names.get(key(6))?.text).toBe('a-long-name');
    expect(names.size).toBeLessThanOrEqual(plain.size);
    // Rows are six pixels apart.
    expect([names.has(key(5)), names.has(key(7))]).toEqual([false, false]);
  });

  it('leaves the rows beside it their names where these have room', () => {
    for (const scale of [0.6, 0.75, 1]) {
      const { names } = pictureOf(scene(scale, { current: 6, selected: [6] }));
      expect([5, 6, 7].map((pid) => names.has(key(pid)))).toEqual([true, true, true]);
    }
  });

  it('gives way to what matters more: the current one, the selected ones, the one that is pointed at', () => {
    const named = (emphasis: Parameters<typeof scene>[1]): boolean[] => {
      const { names } = pictureOf(scene(0.3, emphasis));
      return [5, 6, 7].map((pid) => names.has(key(pid)));
    };
    expect(named({ hovered: 6 })).toEqual([false, true, false]);
    expect(named({ hovered: 6, selected: [7] })).toEqual([false, false, true]);
    expect(named({ current: 5, selected: [5, 6], hovered: 7 })).toEqual([true, false, true]);
  });

  it('is drawn on top, the current one last', () => {
    const { pointedOut } = pictureOf(scene(0.3, { current: 7, selected: [6, 7], hovered: 5 }));
    expect(pointedOut.map(({ row }) => row.process.pid)).toEqual([7, 6, 5]);
  });

  it('is hit where its name lies on others, but not where one only passes over', () => {
    const at = (emphasis: Parameters<typeof scene>[1]) => {
      const far = scene(0.3, emphasis);
      const { names } = pictureOf(far);
      const { x = 0, y = 0 } = layout.byKey.get(key(6)) ?? {};
      // In the next column.
      const next = layout.nodes.find((node) => node.y === y && node.x > x);
      return {
        hit: nodeAt({ ...far, layout, names }, (next?.x ?? 0) * 0.3 + 50, y * 0.3 + 50)?.row.key,
        next: next?.row.key,
      };
    };
    expect(at({ current: 6, selected: [6] }).hit).toBe(key(6));
    const passing = at({ hovered: 6 });
    expect(passing.hit).toBe(passing.next);
  });
});
