import type { LabChild } from '../../core/lab.ts';

export interface Placed {
  readonly child: LabChild;
  /** 0 for a child of the test parent itself, 1 for a child of such a one. */
  readonly depth: number;
  /** It is the last of its siblings. */
  readonly last: boolean;
}

/** Children below whoever forked them, each generation in the order of births. */
export function inFamilies(children: readonly LabChild[]): Placed[] {
  const present = new Set(children.map((child) => child.pid));
  const below = new Map<number, LabChild[]>();
  for (const child of children) {
    const above = present.has(child.by) ? child.by : 0;
    const siblings = below.get(above);
    if (siblings === undefined) below.set(above, [child]);
    else siblings.push(child);
  }
  const placed: Placed[] = [];
  const place = (siblings: readonly LabChild[], depth: number): void => {
    for (const [index, child] of siblings.entries()) {
      placed.push({ child, depth, last: index === siblings.length - 1 });
      const own = below.get(child.pid);
      below.delete(child.pid); // a pid that was given away again must not lead around
      if (own !== undefined) place(own, depth + 1);
    }
  };
  place(below.get(0) ?? [], 0);
  return placed;
}
