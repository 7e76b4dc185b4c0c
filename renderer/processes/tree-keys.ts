import type { ProcessKey } from '../../core/process.ts';
import type { TreeView } from './tree-view.ts';

export interface TreeKeyContext {
  readonly view: TreeView;
  /** How many rows a page holds. */
  readonly page: number;
  /** Where the selection was last seen, for when its process has gone. */
  readonly lastPlace: number;
  openDetails(): void;
  openMenu(key: ProcessKey): void;
}

export type TreeKey = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/**
 * The keys of the treegrid pattern of ARIA's authoring practices. With Shift what one passes is selected,
 * with Ctrl one moves and the selection stays. Answers whether it took the key.
 */
export function takeTreeKey(event: TreeKey, context: TreeKeyContext): boolean {
  if (event.altKey) return false;
  const { view, page, lastPlace } = context;
  const { selection } = view;
  const control = event.ctrlKey || event.metaKey;
  const { list } = view.rows.get();
  if (list.length === 0) return false;
  const current = selection.current.get();
  const drawn = current === null ? -1 : view.placeOf(current.key);
  // From what has gone one goes on where it stood.
  const at = drawn === -1 ? Math.min(lastPlace, list.length - 1) : drawn;
  const row = list[at];

  const goTo = (index: number): true => {
    const target = list[Math.min(Math.max(index, 0), list.length - 1)];
    if (target !== undefined) {
      if (event.shiftKey) selection.extendTo(target.key, { adding: control });
      else if (control) selection.moveTo(target.key);
      else selection.only(target.key);
      view.reveal.set({ key: target.key, step: true });
    }
    return true;
  };

  switch (event.key) {
    case 'ArrowDown':
      return goTo(drawn === -1 ? at : at + 1);
    case 'ArrowUp':
      return goTo(drawn === -1 ? at : at - 1);
    case 'Home':
      return goTo(0);
    case 'End':
      return goTo(list.length - 1);
    case 'PageDown':
      return goTo(at + page);
    case 'PageUp':
      return goTo(at - page);
  }
  if (row === undefined || drawn === -1) return false;
  if (control) {
    if (event.key !== ' ') return false;
    selection.toggle(row.key);
    return true;
  }

  switch (event.key) {
    case 'ArrowRight':
      if (event.shiftKey) view.setAllExpanded([row.key], true);
      else if (row.hasChildren && !row.expanded) view.setExpanded(row.key, true);
      else if (row.hasChildren) return goTo(at + 1);
      return true;
    case 'ArrowLeft':
      if (event.shiftKey) view.setAllExpanded([row.key], false);
      else if (row.expanded) view.setExpanded(row.key, false);
      else {
        const parent = list.findLastIndex((one, index) => index < at && one.level < row.level);
        if (parent !== -1) return goTo(parent);
      }
      return true;
    case '*':
      view.expandSiblings(row.key);
      return true;
    case 'Enter':
      context.openDetails();
      return true;
    case 'ContextMenu':
      context.openMenu(row.key);
      return true;
    case 'F10':
      if (!event.shiftKey) return false;
      context.openMenu(row.key);
      return true;
    default:
      return false;
  }
}
