import { type ColumnId, USUAL_COLUMN_IDS } from '../../core/columns/ids.ts';
import { INTERVALS_MS } from '../../core/limits.ts';
import type { MenuCommand } from '../../core/menu-command.ts';
import type { Model } from '../model.ts';
import { ORPHANS_ONLY, ZOMBIES_ONLY } from '../processes/tree-view.ts';
import type { Layout, Settings } from '../store/settings.ts';
import { setRate } from './pace.ts';
import { PLACES, type Place, placeNamed } from './places.ts';

/** What a command switches, and whether it is so already: for the ticks in the menu. */
export interface Choice {
  isOn(model: Model): boolean;
  choose(model: Model): void;
}

const toggled = (name: 'comfortable' | 'contrast' | 'hideOwn' | 'subtrees'): Choice => ({
  isOn: ({ settings }) => settings.get()[name],
  choose: ({ settings }) => settings.change({ [name]: !settings.get()[name] }),
});

const chosen = <Name extends 'theme' | 'mapColour' | 'layout'>(
  name: Name,
  value: Settings[Name],
): Choice => ({
  isOn: ({ settings }) => settings.get()[name] === value,
  choose: ({ settings }) => settings.change({ [name]: value }),
});

const toProcesses = ({ place }: Model): void => place.set(placeNamed('processes'));

const layout = (one: Layout): Choice => ({
  ...chosen('layout', one),
  choose: (model) => {
    toProcesses(model);
    model.settings.change({ layout: one });
  },
});

const only = (query: string): Choice => ({
  isOn: ({ tree }) => tree.search.get().text.trim() === query,
  choose: (model) => {
    toProcesses(model);
    model.tree.toggle(query);
  },
});

const place = (id: Place['id']): Choice => ({
  isOn: (model) => model.place.get().id === id,
  choose: (model) => model.place.set(placeNamed(id)),
});

const rate = (intervalMs: number): Choice => ({
  isOn: ({ sampler }) => sampler.settings.get().intervalMs === intervalMs,
  choose: (model) => void setRate(model, intervalMs),
});

const sort = (column: ColumnId): Choice => ({
  isOn: ({ settings }) => settings.get().sort?.column === column,
  choose: ({ columnChoice }) => columnChoice.sort({ column, reversed: false }),
});

export const CHOICES: Readonly<Partial<Record<MenuCommand, Choice>>> = {
  ...Object.fromEntries(PLACES.map(({ id }) => [`place:${id}`, place(id)])),
  ...Object.fromEntries(INTERVALS_MS.map((ms) => [`rate:${ms}`, rate(ms)])),
  ...Object.fromEntries(USUAL_COLUMN_IDS.map((id) => [`sort:${id}`, sort(id)])),
  'layout:tree': layout('tree'),
  'layout:list': layout('list'),
  'layout:map': layout('map'),
  'zombies-only': only(ZOMBIES_ONLY),
  'orphans-only': only(ORPHANS_ONLY),
  'hide-own': toggled('hideOwn'),
  subtrees: toggled('subtrees'),
  comfortable: toggled('comfortable'),
  contrast: toggled('contrast'),
  'theme:system': chosen('theme', 'system'),
  'theme:light': chosen('theme', 'light'),
  'theme:dark': chosen('theme', 'dark'),
  'map:marks': chosen('mapColour', 'marks'),
  'map:cpu': chosen('mapColour', 'cpu'),
  'map:memory': chosen('mapColour', 'memory'),
  'details-pane': {
    isOn: ({ details }) => details.get(),
    choose: ({ details }) => details.show(!details.get()),
  },
  'sort:none': {
    isOn: ({ settings }) => settings.get().sort === null,
    choose: ({ columnChoice }) => columnChoice.sort(null),
  },
  'sort:reversed': {
    isOn: ({ settings }) => settings.get().sort?.reversed === true,
    choose: ({ columnChoice, settings }) => {
      const { sort } = settings.get();
      if (sort !== null) columnChoice.sort({ ...sort, reversed: !sort.reversed });
    },
  },
  freeze: {
    isOn: ({ tree }) => tree.hold.state.get() === 'frozen',
    choose: ({ tree }) => tree.hold.toggleFrozen(),
  },
  pause: {
    isOn: ({ sampler }) => sampler.settings.get().paused,
    choose: (model) => void togglePause(model),
  },
  record: {
    isOn: ({ record }) => (record.state.get()?.file ?? null) !== null,
    choose: ({ record }) => void record.toggle(),
  },
  'read-only': {
    isOn: ({ acting }) => acting.readOnly.get().on,
    choose: ({ acting }) => void acting.setReadOnly(!acting.readOnly.get().on),
  },
};

async function togglePause({ sampler, notices }: Model): Promise<void> {
  const failure = await sampler.configure({ paused: !sampler.settings.get().paused });
  if (failure !== null) notices.failed('The sampler goes on as before', failure);
}
