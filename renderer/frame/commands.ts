import type { MenuCommand } from '../../core/contract.ts';
import { count } from '../../core/format.ts';
import { NOT_LIVE_WORDS } from '../../core/view.ts';
import type { Model } from '../model.ts';
import { ZOMBIES_ONLY } from '../processes/tree-view.ts';
import type { ProcessRow } from '../store/process-store.ts';
import { placeNamed } from './places.ts';

const LAYOUT_OF = { 'layout:tree': 'tree', 'layout:list': 'list', 'layout:map': 'map' } as const;

/** What only the window with the machine as it is can do. */
const LIVE_ONLY: ReadonlySet<MenuCommand> = new Set([
  'place:lab',
  'freeze',
  'pause',
  'signal',
  'end',
  'reap',
  'welcome',
]);

/** What a menu item or a key does: the same, wherever it was asked for. */
export function carryOut(model: Model, command: MenuCommand): void {
  const { tree } = model;
  if (LIVE_ONLY.has(command) && !model.live) {
    model.notices.failed('Not in this window', { code: 'not-live', message: `${NOT_LIVE_WORDS}.` });
    return;
  }
  switch (command) {
    case 'place:processes':
      model.place.set(placeNamed('processes'));
      break;
    case 'place:leaks':
      model.place.set(placeNamed('leaks'));
      break;
    case 'place:lab':
      model.place.set(placeNamed('lab'));
      break;
    case 'place:events':
      model.place.set(placeNamed('events'));
      break;
    case 'search':
      model.place.set(placeNamed('processes'));
      model.searchWanted.set(true);
      break;
    case 'zombies-only':
      model.place.set(placeNamed('processes'));
      tree.toggle(ZOMBIES_ONLY);
      break;
    case 'layout:tree':
    case 'layout:list':
    case 'layout:map':
      model.place.set(placeNamed('processes'));
      model.settings.change({ layout: LAYOUT_OF[command] });
      break;
    case 'columns':
      model.place.set(placeNamed('processes'));
      model.columnsShown.set(true);
      break;
    case 'focus': {
      const row = tree.selected.get();
      if (row !== null) tree.focusOn(row.key);
      break;
    }
    case 'show-everything':
      tree.showEverything();
      break;
    case 'freeze':
      tree.hold.toggleFrozen();
      break;
    case 'expand-all':
      tree.setEverythingExpanded(true);
      break;
    case 'collapse-all':
      tree.setEverythingExpanded(false);
      break;
    case 'pause':
      void togglePause(model);
      break;
    case 'signal': {
      const row = tree.selected.get();
      if (row !== null) model.signalling.consider(row);
      break;
    }
    case 'end': {
      const row = tree.selected.get();
      if (row !== null && mayBeEnded(row)) model.acting.end([row]);
      break;
    }
    case 'reap':
      void reapSelected(model);
      break;
    case 'export':
      void exportSnapshot(model);
      break;
    case 'open':
      void openSnapshot(model);
      break;
    case 'show-live':
      void model.api.request('view:showLive');
      break;
    case 'settings':
      model.settingsShown.set(true);
      break;
    case 'welcome':
      model.place.set(placeNamed('processes'));
      tree.select(null);
      model.settings.change({ welcomed: false, details: true });
      break;
    case 'keys':
      model.keysShown.set(true);
      break;
  }
}

const mayBeEnded = ({ endedAt, process }: ProcessRow): boolean =>
  endedAt === null && !process.marks.some((mark) => mark === 'own' || mark === 'zombie' || mark === 'kernel');

/** The selected zombie, or those that the selected process holds. */
async function reapSelected({ tree, processes, acting }: Model): Promise<void> {
  const selected = tree.selected.get();
  if (selected === null || acting.readOnly.get()) return;
  const isZombie = (row: ProcessRow): boolean => row.process.marks.includes('zombie');
  const row = isZombie(selected)
    ? selected
    : processes.tree
        .node(selected.key)
        ?.children.flatMap((child) => processes.row(child.key) ?? [])
        .find(isZombie);
  if (row !== undefined) await acting.reapBest(row);
}

async function togglePause({ sampler, notices }: Model): Promise<void> {
  const failure = await sampler.configure({ paused: !sampler.settings.get().paused });
  if (failure !== null) notices.failed('The sampler goes on as before', failure);
}

async function openSnapshot({ api, notices }: Model): Promise<void> {
  const answer = await api.request('view:open');
  if (!answer.ok) notices.failed('The snapshot was not opened', answer.error);
}

async function exportSnapshot({ api, notices }: Model): Promise<void> {
  const answer = await api.request('snapshot:export');
  if (answer.ok) notices.done(`Saved ${count(answer.value.processes)} processes`, answer.value.path);
  else if (answer.error.code !== 'cancelled') notices.failed('The snapshot was not saved', answer.error);
}
