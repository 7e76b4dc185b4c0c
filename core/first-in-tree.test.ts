import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstInTree } from './first-in-tree.ts';
import { partsOf } from './process.ts';
import { born, treeOf } from './testing/forest.ts';
import { flatten } from './visible-rows.ts';

it('finds the first rows of the tree', () => {
  // Each parent is among those that came before, or none of them: no pid was given away again.
  const forest = fc
    .array(fc.nat(), { minLength: 1, maxLength: 60 })
    .map((parents) => parents.map((parent, index) => born(index + 1, parent % (index + 1))));
  fc.assert(
    fc.property(forest, fc.nat(70), (processes, most) => {
      const rows = flatten(treeOf(...processes), { collapsed: new Set() }).map(({ key }) => partsOf(key).pid);
      expect(firstInTree(processes, most)).toEqual(rows.slice(0, most));
    }),
  );
});

it('ends where parents make a ring', () => {
  expect(firstInTree([born(1, 0), born(5, 7), born(7, 5), born(8, 8)], 10)).toEqual([1]);
});
