import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProcessKey } from './process.ts';
import { born, treeOf } from './testing/forest.ts';
import { ProcessTree, type TreeFacts } from './tree.ts';
import { flatten } from './visible-rows.ts';

const none: ReadonlySet<ProcessKey> = new Set();

/** `pid` indented by its level, so that a whole tree reads as one string. */
const drawn = (tree: ProcessTree, options: Partial<Parameters<typeof flatten>[1]> = {}): string[] =>
  flatten(tree, { collapsed: none, ...options }).map(
    (row) => `${'  '.repeat(row.level - 1)}${row.key.split('@')[0]}${row.dimmed ? ' dimmed' : ''}`,
  );

describe('the shape', () => {
  it('puts children under their parents, by pid', () => {
    expect(drawn(treeOf(born(30, 1), born(1, 0), born(20, 1), born(25, 20)))).toEqual([
      '1',
      '  20',
      '    25',
      '  30',
    ]);
  });

  it('makes a root of a process whose parent is missing', () => {
    expect(drawn(treeOf(born(1, 0), born(20, 7)))).toEqual(['1', '20']);
  });

  it('does not hang a child under a parent that is younger: its pid was given away again', () => {
    expect(drawn(treeOf(born(1, 0), born(20, 50, 20), born(50, 1, 900)))).toEqual(['1', '  50', '20']);
  });

  it('trusts the ppid where no start time is known', () => {
    expect(drawn(treeOf(born(50, 0, 0), born(20, 50, 0)))).toEqual(['50', '  20']);
  });

  it('opens a ring of parents at its lowest pid', () => {
    expect(drawn(treeOf(born(5, 7, 1), born(6, 5, 1), born(7, 6, 1)))).toEqual(['5', '  6', '    7']);
  });

  it('survives a process that names itself as its parent', () => {
    expect(drawn(treeOf(born(5, 5)))).toEqual(['5']);
  });

  it('names the ancestors from the root down, and the subtree from the process down', () => {
    const tree = treeOf(born(1, 0), born(2, 1), born(3, 2), born(4, 3));
    expect(tree.ancestors('3@3')).toEqual(['1@1', '2@2']);
    expect(tree.subtree('2@2')).toEqual(['2@2', '3@3', '4@4']);
    expect(tree.subtree('9@9')).toEqual([]);
  });
});

describe('changes', () => {
  it('moves orphans to the parent that adopted them', () => {
    const tree = treeOf(born(1, 0), born(2, 1), born(3, 2));
    tree.apply({ added: [], changed: [['3@3', { ppid: 1 }]], removed: ['2@2'] });
    expect(drawn(tree)).toEqual(['1', '  3']);
  });

  it('hangs a child under a parent that is seen later than the child', () => {
    const tree = treeOf(born(3, 2));
    tree.apply({ added: [born(2, 0)], changed: [], removed: [] });
    expect(drawn(tree)).toEqual(['2', '  3']);
  });

  it('closes what was a ring once one of its members moves', () => {
    const tree = treeOf(born(5, 7, 1), born(6, 5, 1), born(7, 6, 1), born(9, 0, 0));
    tree.apply({ added: [], changed: [['6@1', { ppid: 9 }]], removed: [] });
    expect(drawn(tree)).toEqual(['9', '  6', '    7', '      5']);
  });

  it('keeps its version while nothing moves', () => {
    const tree = treeOf(born(1, 0), born(2, 1));
    const { version } = tree;
    expect(tree.apply({ added: [], changed: [['2@2', {}]], removed: [] })).toBe(false);
    expect(tree.version).toBe(version);
    expect(tree.apply({ added: [born(3, 2)], changed: [], removed: [] })).toBe(true);
    expect(tree.version).not.toBe(version);
  });
});

describe('flatten', () => {
  const tree = treeOf(born(1, 0), born(2, 1), born(3, 2), born(4, 2), born(5, 1));

  it('tells each row its place', () => {
    expect(flatten(tree, { collapsed: new Set(['2@2']) })).toEqual([
      { key: '1@1', level: 1, posInSet: 1, setSize: 1, hasChildren: true, expanded: true, dimmed: false },
      { key: '2@2', level: 2, posInSet: 1, setSize: 2, hasChildren: true, expanded: false, dimmed: false },
      { key: '5@5', level: 2, posInSet: 2, setSize: 2, hasChildren: false, expanded: false, dimmed: false },
    ]);
  });

  it('keeps the ancestors of a match, dimmed, and counts only what is shown', () => {
    expect(drawn(tree, { matches: new Set(['4@4']) })).toEqual(['1 dimmed', '  2 dimmed', '    4']);
    expect(flatten(tree, { collapsed: none, matches: new Set(['4@4']) }).at(-1)).toMatchObject({
      posInSet: 1,
      setSize: 1,
    });
  });

  it('begins where it is told, and puts siblings into the order that it is given', () => {
    const root = tree.node('2@2');
    expect(drawn(tree, { roots: root ? [root] : [], order: (siblings) => [...siblings].reverse() })).toEqual([
      '2',
      '  4',
      '  3',
    ]);
  });

  it('does not mind a chain as long as the machine allows', () => {
    const chain = treeOf(...Array.from({ length: 5_000 }, (_, at) => born(at + 1, at)));
    expect(flatten(chain, { collapsed: none }).at(-1)?.level).toBe(5_000);
  });
});

describe('on any data at all', () => {
  const facts = fc
    .record({ pid: fc.integer({ min: 1, max: 12 }), ppid: fc.integer({ min: 0, max: 12 }), start: fc.nat(3) })
    .map(({ pid, ppid, start }) => born(pid, ppid, start));
  const machine = fc.uniqueArray(facts, { selector: (one) => one.key, maxLength: 14 });

  it('shows every process exactly once, below its ancestors', () => {
    fc.assert(
      fc.property(machine, (processes) => {
        const rows = flatten(treeOf(...processes), { collapsed: none });
        expect(rows.map((row) => row.key).sort()).toEqual(processes.map((one) => one.key).sort());
      }),
    );
  });

  it('comes to the same shape by changes as from scratch', () => {
    fc.assert(
      fc.property(fc.array(machine, { minLength: 2, maxLength: 6 }), (samples) => {
        const tree = new ProcessTree();
        let now = new Map<ProcessKey, TreeFacts>();
        for (const sample of samples) {
          const next = new Map(sample.map((one) => [one.key, one]));
          tree.apply({
            added: sample.filter((one) => !now.has(one.key)),
            changed: sample.filter((one) => now.has(one.key)).map((one) => [one.key, { ppid: one.ppid }]),
            removed: [...now.keys()].filter((key) => !next.has(key)),
          });
          now = next;
          expect(drawn(tree)).toEqual(drawn(treeOf(...sample)));
        }
      }),
      { numRuns: 500 },
    );
  });
});
