import { INTERVALS_MS } from '../../core/limits.ts';
import type { MenuCommand } from '../../core/menu-command.ts';
import type { ProcessInfo, ProcessKey } from '../../core/process.ts';
import { masked, secretsIn } from '../../core/secrets.ts';
import { NOT_LIVE_WORDS } from '../../core/view.ts';
import { READ_ONLY_WORDS } from '../actions/read-only-badge.tsx';
import { keysOf } from '../actions/whom.ts';
import { copy } from '../copy.ts';
import type { Model } from '../model.ts';
import {
  byParent,
  mayBeActedOn,
  mayStop,
  NO_ZOMBIE,
  NOTHING_SELECTED,
  whyNone,
  zombiesAmong,
} from '../processes/on-selection.ts';
import type { ProcessRow } from '../store/process-store.ts';
import { CHOICES } from './choices.ts';
import { placeNamed } from './places.ts';

const MAP_STEPS = { 'map:zoom-in': 'larger', 'map:zoom-out': 'smaller', 'map:whole': 'whole' } as const;

/** What only the window with the machine as it is can do. */
const LIVE_ONLY: ReadonlySet<MenuCommand> = new Set([
  'place:lab',
  'freeze',
  'pause',
  'read-only',
  ...INTERVALS_MS.map((ms) => `rate:${ms}` as const),
  'signal',
  'end',
  'end-tree',
  'stop-or-continue',
  'stop',
  'continue',
  'nice',
  'reap',
  'welcome',
  'look-back',
  'record',
]);

/** What a menu item or a key does: the same, wherever it was asked for. */
export function carryOut(model: Model, command: MenuCommand): void {
  const { tree } = model;
  if (command === 'pause' && model.playback !== null) {
    model.playback.toggle();
    return;
  }
  if (LIVE_ONLY.has(command) && !model.live) {
    model.notices.failed('Not in this window', { code: 'not-live', message: `${NOT_LIVE_WORDS}.` });
    return;
  }
  const choice = CHOICES[command];
  if (choice !== undefined) {
    choice.choose(model);
    return;
  }
  switch (command) {
    case 'search':
      model.place.set(placeNamed('processes'));
      model.searchWanted.set(true);
      break;
    case 'search-help':
      model.searchHelpShown.set(true);
      break;
    case 'find-name':
      model.place.set(placeNamed('processes'));
      model.findingName.set(true);
      break;
    case 'map:zoom-in':
    case 'map:zoom-out':
    case 'map:whole':
      model.place.set(placeNamed('processes'));
      model.settings.change({ layout: 'map' });
      model.mapWanted.set(MAP_STEPS[command]);
      break;
    case 'columns':
      model.place.set(placeNamed('processes'));
      model.columnsShown.set(true);
      break;
    case 'columns:usual':
      model.columnChoice.reset();
      break;
    case 'focus':
      tree.focusOn(selectedKeys(model));
      break;
    case 'show-everything':
      tree.showEverything();
      break;
    case 'expand-all':
      tree.setEverythingExpanded(true);
      break;
    case 'collapse-all':
      tree.setEverythingExpanded(false);
      break;
    case 'select-all':
      tree.selection.all();
      break;
    case 'details':
      model.details.show(true);
      break;
    case 'go-to-parent': {
      const current = tree.selection.current.get();
      const parent = current === null ? null : (model.processes.tree.node(current.key)?.parent ?? null);
      if (parent !== null) tree.show(parent.key);
      break;
    }
    case 'its-events': {
      const current = tree.selection.current.get();
      if (current === null) nothingDone(model, NOTHING_SELECTED);
      else {
        model.events.about(current.process);
        model.place.set(placeNamed('events'));
      }
      break;
    }
    case 'expand-below':
    case 'collapse-below':
      tree.setAllExpanded(selectedKeys(model), command === 'expand-below');
      break;
    case 'expand-siblings': {
      const current = tree.selection.current.get();
      if (current !== null) tree.expandSiblings(current.key);
      break;
    }
    case 'copy-pid':
      copySelected(model, ({ pid }) => String(pid), ' ');
      break;
    case 'copy-command':
      copyCommands(model);
      break;
    case 'copy-key':
      copySelected(model, ({ key }) => key, ' ');
      break;
    case 'signal':
      if (selectedRows(model).length > 0) model.acting.askSignal(selectedRows(model));
      else nothingDone(model, NOTHING_SELECTED);
      break;
    case 'end':
    case 'end-tree':
      actOnSelected(model, (rows) => model.acting.askEnd(rows, command === 'end' ? 'one' : 'tree'));
      break;
    case 'nice':
      actOnSelected(model, (rows) => model.acting.askNiceness(rows));
      break;
    case 'stop-or-continue':
      actOnSelected(model, (rows) =>
        carryOut(model, rows.filter(mayBeActedOn).some(mayStop) ? 'stop' : 'continue'),
      );
      break;
    case 'stop':
    case 'continue':
      actOnSelected(
        model,
        (rows) => void model.acting.halt(rows, command === 'stop' ? 'SIGSTOP' : 'SIGCONT'),
      );
      break;
    case 'reap':
      reapSelected(model);
      break;
    case 'look-back':
      void model.record.look();
      break;
    case 'next-event':
      model.playback?.jump(1);
      break;
    case 'previous-event':
      model.playback?.jump(-1);
      break;
    case 'export':
      if (model.view.get().kind === 'comparison') void model.comparison.save();
      else model.exporting.shown.set(true);
      break;
    case 'open':
      void model.opening.open(null);
      break;
    case 'compare':
      void model.opening.compare({ kind: model.live ? 'live' : 'this' }, { kind: 'ask' });
      break;
    case 'show-live':
      void model.api.request('view:showLive');
      break;
    case 'settings':
      model.settingsShown.set(true);
      break;
    case 'welcome':
      model.place.set(placeNamed('processes'));
      tree.selection.only(null);
      model.settings.change({ welcomed: false });
      model.details.show(true);
      break;
    case 'keys':
      model.keysShown.set(true);
      break;
  }
}

const selectedRows = ({ tree }: Model): ProcessRow[] => [...tree.selection.rows.get().values()];

const selectedKeys = (model: Model): ProcessKey[] => keysOf(selectedRows(model));

/** Also those of them that have ended: whoever asks says that they are left out. */
function actOnSelected(model: Model, act: (rows: readonly ProcessRow[]) => void): void {
  const rows = selectedRows(model);
  const whyNot = model.acting.readOnly.get().on ? READ_ONLY_WORDS : whyNone(rows);
  if (whyNot === null) act(rows);
  else nothingDone(model, whyNot);
}

/** A key that does nothing says why. */
const nothingDone = ({ notices }: Model, whyNot: string): void =>
  notices.failed('Nothing was done', { code: 'refused', message: `${whyNot}.` });

function copySelected(model: Model, of: (process: ProcessInfo) => string, between: string): void {
  const texts = selectedRows(model)
    .map(({ process }) => of(process))
    .filter((text) => text !== '');
  if (texts.length > 0) copy(texts.join(between));
}

/** As they are shown: what is on the clipboard may be pasted where others read it. */
function copyCommands(model: Model): void {
  copySelected(model, ({ command }) => masked(command), '\n');
  if (selectedRows(model).every(({ process }) => secretsIn(process.command).length === 0)) return;
  model.notices.done('Copied without its secrets', 'The details can reveal them, and copy all of it.');
}

/** The selected zombies, and those that the selected processes hold. */
function reapSelected(model: Model): void {
  const { acting, processes } = model;
  const rows = selectedRows(model);
  const zombies = zombiesAmong(processes, rows);
  if (acting.readOnly.get().on) nothingDone(model, READ_ONLY_WORDS);
  else if (zombies.length > 0) void acting.reapGently(byParent(processes, zombies));
  else nothingDone(model, rows.length === 0 ? NOTHING_SELECTED : NO_ZOMBIE);
}
