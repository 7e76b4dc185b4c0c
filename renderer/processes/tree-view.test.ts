import { beforeEach, describe, expect, it } from 'vitest';
import { madeUp } from '../../core/testing/made-up.ts';
import { ProcessStore } from '../store/process-store.ts';
import { SettingsStore } from '../store/settings.ts';
import { delta, full, zombie } from '../testing/made-up.ts';
import { SubtreeTotals } from './subtree-totals.ts';
import { TreeView, ZOMBIES_ONLY } from './tree-view.ts';

let store: ProcessStore;
let settings: SettingsStore;
let view: TreeView;

beforeEach(() => {
  store = new ProcessStore();
  settings = new SettingsStore();
  view = new TreeView(store, settings, new SubtreeTotals(store));
  store.reset(
    full(
      1,
      madeUp(1, 0),
      madeUp(2, 1),
      madeUp(3, 2),
      zombie(4, 2),
      madeUp(5, 1, { marks: ['own'] }),
      madeUp(6, 5),
    ),
  );
});

const drawn = () =>
  view.rows.get().list.map((row) => `${row.key.split('@')[0]}${row.dimmed ? ' dimmed' : ''}`);

describe('what is drawn', () => {
  it('is drawn anew only where the shape or the matches change', () => {
    const before = view.rows.get();
    store.apply(delta(2, { changed: [['2@2', { cpuPercent: 9 }]] }));
    expect(view.rows.get()).toBe(before);
    store.apply(delta(3, { added: [madeUp(7, 1)] }));
    expect(drawn()).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });

  it('follows a search while processes change', () => {
    view.find('state:running');
    expect(drawn()).toEqual([]);
    store.apply(delta(2, { changed: [['3@3', { state: 'R' }]] }));
    expect(drawn()).toEqual(['1 dimmed', '2 dimmed', '3']);
    store.apply(delta(3, { added: [madeUp(8, 1, { state: 'R' })] }));
    expect(drawn()).toEqual(['1 dimmed', '2 dimmed', '3', '8']);
    store.apply(delta(4, { changed: [['3@3', { state: 'S' }]] }));
    expect(drawn()).toEqual(['1 dimmed', '8']);
  });

  it('stays with the last search that can be read', () => {
    view.find(ZOMBIES_ONLY);
    view.find('state:');
    expect(view.search.get().error?.message).toMatch(/needs a value/);
    expect(drawn()).toEqual(['1 dimmed', '2 dimmed', '4']);
  });

  it('shows only zombies, and everything again', () => {
    view.toggle(ZOMBIES_ONLY);
    expect(drawn()).toEqual(['1 dimmed', '2 dimmed', '4']);
    view.toggle(ZOMBIES_ONLY);
    expect(drawn()).toHaveLength(6);
  });

  it('leaves out what is our own, but not what hangs on it', () => {
    settings.change({ hideOwn: true });
    expect(drawn()).toEqual(['1', '2', '3', '4', '5 dimmed', '6']);
    store.apply(delta(2, { changed: [['6@6', { ppid: 1 }]] }));
    expect(drawn()).toEqual(['1', '2', '3', '4', '6']);
  });

  it('begins with the kernel folded', () => {
    const another = new ProcessStore();
    view = new TreeView(another, settings, new SubtreeTotals(another));
    another.reset(full(1, madeUp(2, 0, { marks: ['kernel'] }), madeUp(3, 2, { marks: ['kernel'] })));
    expect(drawn()).toEqual(['2']);
  });
});

describe('what is found', () => {
  const found = () => view.found.get();

  it('is counted, and kept in step', () => {
    expect(found()).toBeNull();
    view.find(ZOMBIES_ONLY);
    expect(found()).toEqual({ count: 1, outside: [] });
    const before = found();
    store.apply(delta(2, { added: [madeUp(7, 1)] }));
    expect(found()).toBe(before);
    store.apply(delta(3, { added: [zombie(8, 1)] }));
    expect(found()).toEqual({ count: 2, outside: [] });
    store.apply(delta(4, { removed: ['8@8'] }));
    expect(drawn()).toContain('8');
    expect(found()).toEqual({ count: 1, outside: [] });
    view.find('');
    expect(found()).toBeNull();
  });

  it('outside the focus is said, and can be added to it', () => {
    view.focusOn(['3@3']);
    view.find('pid:3 or pid:5 or pid:6');
    expect(drawn()).toEqual(['3']);
    expect(found()).toEqual({ count: 1, outside: ['5@5', '6@6'] });
    view.focusOnFound();
    expect(view.focus.get()).toEqual(['3@3', '5@5']);
    expect(drawn()).toEqual(['3', '5', '6']);
    expect(found()).toEqual({ count: 3, outside: [] });
  });

  it('and hidden by a setting is known', () => {
    view.find('mark:own');
    expect(view.matches.hidden).toBe(0);
    settings.change({ hideOwn: true });
    expect(drawn()).toEqual([]);
    expect(view.matches.hidden).toBe(1);
  });

  it('while it is typed never empties the tree', () => {
    for (let end = 1; end <= 'state:zombie'.length; end++) {
      view.type('state:zombie'.slice(0, end), end);
      expect(drawn()).toContain('4');
    }
    expect(drawn()).toEqual(['1 dimmed', '2 dimmed', '4']);
    view.type('nosuch', 6);
    expect(drawn()).toContain('4');
    view.restTyping();
    expect(drawn()).toEqual([]);
  });
});

describe('folding', () => {
  it('takes the selection out of what was folded', () => {
    view.selection.only('3@3');
    view.setExpanded('1@1', false);
    expect(drawn()).toEqual(['1']);
    expect(view.selection.current.get()?.key).toBe('1@1');
  });

  it('folds and opens everything below', () => {
    view.setAllExpanded(['1@1'], false);
    view.setExpanded('1@1', true);
    expect(drawn()).toEqual(['1', '2', '5']);
    view.setAllExpanded(['1@1'], true);
    expect(drawn()).toHaveLength(6);
  });

  it('is not what a search goes by, nor changed by it', () => {
    view.setExpanded('2@2', false);
    view.find('pid:3');
    expect(drawn()).toEqual(['1 dimmed', '2 dimmed', '3']);
    view.find('');
    expect(drawn()).toEqual(['1', '2', '5', '6']);
  });
});

describe('showing a process', () => {
  it('opens what hides it', () => {
    view.setExpanded('1@1', false);
    view.show('3@3');
    expect(drawn()).toContain('3');
    expect(view.selection.current.get()?.key).toBe('3@3');
    expect(view.reveal.get()).toEqual({ key: '3@3', step: false });
  });

  it('ends a search that does not find it', () => {
    view.find(ZOMBIES_ONLY);
    view.show('6@6');
    expect(view.search.get().text).toBe('');
    expect(drawn()).toContain('6');
  });

  it('keeps a search that has it as an ancestor', () => {
    view.find(ZOMBIES_ONLY);
    view.show('2@2');
    expect(view.search.get().text).toBe(ZOMBIES_ONLY);
  });
});

describe('the order', () => {
  beforeEach(() => {
    store.apply(
      delta(2, {
        changed: [
          ['3@3', { cpuPercent: 4 }],
          ['5@5', { cpuPercent: 9 }],
        ],
      }),
    );
  });

  it('is that of the values among siblings', () => {
    settings.change({ sort: { column: 'cpu', reversed: false } });
    expect(drawn()).toEqual(['1', '5', '6', '2', '3', '4']);
    store.apply(delta(3, { changed: [['2@2', { cpuPercent: 20 }]] }));
    expect(drawn()).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  it('is that of all in a list, which has no ancestors', () => {
    settings.change({ layout: 'list', sort: { column: 'cpu', reversed: false } });
    expect(drawn()).toEqual(['5', '3', '1', '2', '4', '6']);
    view.find('pid:3 or pid:6');
    expect(drawn()).toEqual(['3', '6']);
  });

  it('takes a folded one for all that is below it, and follows that', () => {
    settings.change({ sort: { column: 'cpu', reversed: false } });
    store.apply(delta(3, { changed: [['3@3', { cpuPercent: 6 }]] }));
    store.apply(delta(4, { changed: [['4@4', { cpuPercent: 6 }]] }));
    view.setExpanded('2@2', false);
    expect(drawn()).toEqual(['1', '2', '5', '6']);
    store.apply(delta(5, { changed: [['4@4', { cpuPercent: 1 }]] }));
    expect(drawn()).toEqual(['1', '5', '6', '2']);
    store.apply(delta(6, { changed: [['4@4', { cpuPercent: 6 }]] }));
    view.setExpanded('2@2', true);
    expect(drawn()).toEqual(['1', '5', '6', '2', '3', '4']);
  });

  it('takes one of which the search shows nothing below for itself, as it is drawn', () => {
    store.apply(delta(3, { changed: [['4@4', { cpuPercent: 6 }]] }));
    view.find('pid:2 or pid:5');
    view.setAllExpanded(['2@2'], false);
    settings.change({ sort: { column: 'cpu', reversed: false } });
    expect(drawn()).toEqual(['1 dimmed', '5', '2']);
  });

  it('waits while somebody points, and catches up', () => {
    settings.change({ sort: { column: 'cpu', reversed: false } });
    view.hold.toggleFrozen();
    store.apply(delta(3, { changed: [['2@2', { cpuPercent: 20 }]], added: [madeUp(7, 1)] }));
    expect(drawn()).toEqual(['1', '5', '6', '2', '3', '4']);
    view.hold.toggleFrozen();
    expect(drawn()).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });
});

describe('what is looked at', () => {
  it('is what comes first, after something else was sorted by', () => {
    view.selection.only('6@6');
    settings.change({ sort: { column: 'pid', reversed: false } });
    expect(view.reveal.get()).toEqual({ key: '1@1', step: false });
  });

  it('is what was folded, wherever that sends it', () => {
    settings.change({ sort: { column: 'cpu', reversed: false } });
    view.setExpanded('2@2', false);
    expect(view.reveal.get()).toEqual({ key: '2@2', step: true });
  });

  it('is the selected one where a search finds it, else what comes first', () => {
    view.selection.only('6@6');
    view.find('pid:5 or pid:6');
    expect(view.reveal.get()).toEqual({ key: '6@6', step: false });
    view.find('pid:3');
    expect(view.reveal.get()).toEqual({ key: '1@1', step: false });
  });
});

describe('what is below', () => {
  it('stays with its match on request', () => {
    view.find('pid:2');
    expect(drawn()).toEqual(['1 dimmed', '2']);
    settings.change({ subtrees: true });
    expect(drawn()).toEqual(['1 dimmed', '2', '3', '4']);
  });

  it('is all that is drawn of a focus, until that ends', () => {
    view.focusOn(['2@2']);
    expect(drawn()).toEqual(['2', '3', '4']);
    view.focusOn(['6@6']);
    expect(drawn()).toEqual(['2', '3', '4', '6']);
    view.focusOn(['1@1']);
    expect(drawn()).toHaveLength(6);
    view.unfocus('1@1');
    view.unfocus('2@2');
    view.show('3@3');
    expect(view.focus.get()).toEqual([]);
    expect(drawn()).toHaveLength(6);
  });

  it('is found by “under”, also when it comes to be there', () => {
    view.find('under:2');
    expect(drawn()).toEqual(['1 dimmed', '2 dimmed', '3', '4']);
    store.apply(delta(2, { changed: [['6@6', { ppid: 3 }]] }));
    expect(drawn()).toEqual(['1 dimmed', '2 dimmed', '3', '6', '4']);
  });
});
