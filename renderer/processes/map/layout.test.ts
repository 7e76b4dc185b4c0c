import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../core/process.ts';
import type { VisibleRow } from '../../../core/tree.ts';
import { LEVEL, layoutOf, nodeAt } from './layout.ts';

const row = (pid: number, level: number): VisibleRow => ({
  key: keyOf(pid, pid),
  level,
  posInSet: 1,
  setSize: 1,
  hasChildren: false,
  expanded: true,
  dimmed: false,
});

describe('the layout', () => {
  const layout = layoutOf([row(1, 1), row(2, 2), row(3, 3), row(4, 2), row(5, 1)]);
  const at = (pid: number) => layout.byKey.get(keyOf(pid, pid));

  it('puts each level to the right of the one above, and children at their parent', () => {
    expect([1, 2, 3, 4, 5].map((pid) => (at(pid)?.x ?? 0) / LEVEL)).toEqual([0, 1, 2, 1, 0]);
    expect(at(3)?.parent).toBe(at(2));
    expect(at(5)?.parent).toBeNull();
  });

  it('lets no two lie on one another, and keeps all within its bounds', () => {
    const places = layout.nodes.map(({ x, y }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(5);
    for (const { x, y } of layout.nodes) {
      expect(x).toBeGreaterThanOrEqual(layout.left);
      expect(x).toBeLessThan(layout.right);
      expect(y).toBeGreaterThan(layout.top);
      expect(y).toBeLessThan(layout.bottom);
    }
  });

  it('finds what is pointed at', () => {
    const node = at(3);
    if (node === undefined) throw new Error('no node');
    expect(nodeAt(layout, node.x + 20, node.y + 3)).toBe(node);
    expect(nodeAt(layout, node.x + 20, node.y + 500)).toBeNull();
  });

  it('gathers many leaves of one parent in columns', () => {
    const many = layoutOf([
      row(1, 1),
      ...Array.from({ length: 600 }, (_, at) => row(at + 2, 2)),
      row(700, 1),
    ]);
    expect(many.blocks).toHaveLength(1);
    const [block] = many.blocks;
    expect(block?.parent).toBe(many.byKey.get('1@1'));
    expect(many.bottom - many.top).toBeLessThan(2_000);
    expect(new Set(many.nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(602);
    for (const node of many.nodes) {
      if (node.row.level === 1) continue;
      expect(node.y).toBeGreaterThan(block?.top ?? 0);
      expect(node.y).toBeLessThan(block?.bottom ?? 0);
    }
  });

  it('is there for five thousand, and for a chain of them', () => {
    expect(
      layoutOf(Array.from({ length: 5_000 }, (_, at) => row(at + 1, 2 - Number(at === 0)))).nodes,
    ).toHaveLength(5_000);
    expect(layoutOf(Array.from({ length: 5_000 }, (_, at) => row(at + 1, at + 1))).nodes).toHaveLength(5_000);
  });
});
