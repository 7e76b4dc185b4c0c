import type { MenuCommand } from '../../core/menu-command.ts';
import type { Model } from '../model.ts';
import { carryOut } from './commands.ts';
import { isPlaceOf, PLACES } from './places.ts';

/** The keys that work wherever nobody is typing. */
const COMMANDS: ReadonlyMap<string, MenuCommand> = new Map([
  ['/', 'search'],
  ["'", 'find-name'],
  ['?', 'keys'],
  [',', 'settings'],
  ['k', 'signal'],
  ['delete', 'end'],
  ['r', 'reap'],
  ['z', 'zombies-only'],
  ['e', 'expand-all'],
  ['c', 'collapse-all'],
  [' ', 'pause'],
  ['t', 'layout:tree'],
  ['l', 'layout:list'],
  ['m', 'layout:map'],
  ['o', 'focus'],
  ['f', 'freeze'],
  ['n', 'nice'],
  ['s', 'stop-or-continue'],
  ['p', 'go-to-parent'],
  ['h', 'its-events'],
  ['b', 'look-back'],
  [']', 'next-event'],
  ['[', 'previous-event'],
]);

/** With Ctrl, or the command key of a Mac. */
const WITH_CONTROL: ReadonlyMap<string, MenuCommand> = new Map([
  ['a', 'select-all'],
  ['c', 'copy-pid'],
  ['shift+c', 'copy-command'],
]);

/** What is meant; `undefined` where the key means nothing here. */
function commandFor(event: KeyboardEvent): MenuCommand | undefined {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    // Words that are marked on the page are what somebody wants to copy.
    if (window.getSelection()?.isCollapsed === false) return undefined;
    return WITH_CONTROL.get(event.shiftKey ? `shift+${key}` : key);
  }
  if (key === 'delete' && event.shiftKey) return 'end-tree';
  return COMMANDS.get(key);
}

/** Those that stand on something in the tree, and mean nothing in other places. */
const OF_PROCESSES: ReadonlySet<MenuCommand> = new Set([
  'find-name',
  'signal',
  'end',
  'end-tree',
  'reap',
  'expand-all',
  'collapse-all',
  'focus',
  'freeze',
  'nice',
  'stop-or-continue',
  'go-to-parent',
  'its-events',
  ...WITH_CONTROL.values(),
]);

/** Where keys are for what stands there. */
export const TAKES_KEYS =
  'input, textarea, select, [contenteditable], [role="menu"], [role="dialog"], [role="alertdialog"]';
/** Space presses these. */
const TAKES_SPACE = 'button, a, summary, label, [role="button"]';

export function listenForKeys(model: Model): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey) return;
    const at = event.target instanceof Element ? event.target : null;
    // What is just being closed still has the focus, and wants no keys.
    if (at?.closest(TAKES_KEYS) && at.closest('[data-closed]') === null) return;
    if (event.key === ' ' && at?.closest(TAKES_SPACE)) return;

    if (event.key === 'Escape') {
      if (model.place.get().id !== 'processes') return;
      // What lies on top closes first.
      if (model.details.lieOver) {
        model.details.show(false);
        return;
      }
      if (model.tree.selection.reduce()) return;
      if (model.tree.search.get().text === '') model.tree.showEverything();
      else model.tree.find('');
      return;
    }
    const control = event.ctrlKey || event.metaKey;
    const place = control ? undefined : PLACES[Number(event.key) - 1];
    const command = commandFor(event);
    if (place !== undefined) {
      if (!isPlaceOf(place, model.live)) return;
      model.place.set(place);
    } else if (command === undefined) return;
    else if (OF_PROCESSES.has(command) && model.place.get().id !== 'processes') return;
    else carryOut(model, command);
    event.preventDefault();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
