import { createContext, useContext } from 'react';
import type { ReaptreeApi } from '../core/contract.ts';
import { preferencesIn } from '../core/preferences.ts';
import { CHANGED_ONLY } from '../core/query/fields.ts';
import { isLive, type View } from '../core/view.ts';
import { Acting } from './actions/acting.ts';
import { ComparisonStore } from './comparison/comparison-store.ts';
import { EventsStore } from './events/events-store.ts';
import { Exporting } from './export/exporting.ts';
import { Notices } from './frame/notices.ts';
import { onceIdle } from './frame/once-idle.ts';
import { PLACES, type Place } from './frame/places.ts';
import { LabStore } from './lab/lab-store.ts';
import { IncidentsStore } from './leaks/incidents-store.ts';
import { LeaksStore } from './leaks/leaks-store.ts';
import { Attention } from './processes/attention.ts';
import { ColumnChoice } from './processes/columns/chosen.ts';
import { DetailsShown } from './processes/details-shown.ts';
import { SubtreeTotals } from './processes/subtree-totals.ts';
import { TreeView } from './processes/tree-view.ts';
import { Playback } from './recording/playback.ts';
import { RecordStore } from './recording/record-store.ts';
import type { ProcessStore } from './store/process-store.ts';
import type { SamplerLink } from './store/sampler-link.ts';
import { SettingsStore } from './store/settings.ts';
import { Value } from './store/value.ts';
import { Opening } from './views/opening.ts';

/** What was begun before all else. */
interface Beginning {
  readonly processes: ProcessStore;
  readonly sampler: SamplerLink;
}

/** Everything that the page knows and that outlives what is drawn of it. */
export class Model {
  /** What this window shows. It may come to show another moment, but never another kind of view. */
  readonly view: Value<View>;
  readonly settings = new SettingsStore();
  readonly notices = new Notices();
  readonly place = new Value<Place>(PLACES[0]);
  readonly keysShown = new Value(false);
  readonly searchHelpShown = new Value(false);
  readonly columnsShown = new Value(false);
  readonly settingsShown = new Value(false);
  /** What the map shall do next. */
  readonly mapWanted = new Value<'larger' | 'smaller' | 'whole' | null>(null);
  /** The search field shall have the keyboard, as soon as it is there. */
  readonly searchWanted = new Value(false);
  /** Somebody types the name of a row to go to. */
  readonly findingName = new Value(false);
  /** The first tree is on the screen: now may come what it had to come before. */
  readonly settled = new Value(false);
  readonly processes: ProcessStore;
  readonly totals: SubtreeTotals;
  readonly columnChoice = new ColumnChoice(this.settings);
  readonly details: DetailsShown;
  readonly attention: Attention;
  readonly sampler: SamplerLink;
  readonly tree: TreeView;
  readonly acting: Acting;
  readonly lab: LabStore;
  readonly events: EventsStore;
  readonly leaks: LeaksStore;
  readonly opening: Opening;
  readonly exporting: Exporting;
  readonly incidents: IncidentsStore;
  readonly record: RecordStore;
  /** Where the window shows a recording. */
  readonly playback: Playback | null;
  readonly comparison: ComparisonStore;
  readonly api: ReaptreeApi;
  #preferred = '';

  constructor(api: ReaptreeApi, view: View, { processes, sampler }: Beginning) {
    this.api = api;
    this.processes = processes;
    this.sampler = sampler;
    this.totals = new SubtreeTotals(processes);
    this.view = new Value(view);
    this.details = new DetailsShown(this.settings, this.live);
    this.attention = new Attention(this.live ? api : null);
    this.tree = new TreeView(this.processes, this.settings, this.totals, this.live);
    this.tree.search.subscribe(() => {
      this.attention.wantOfEveryone(this.tree.search.get().query.reads.has('wchan'));
    });
    this.acting = new Acting(api, this.notices, processes);
    this.lab = new LabStore(api, this.notices);
    this.events = new EventsStore(api, this.processes);
    this.leaks = new LeaksStore(api, this.processes, this.live);
    this.opening = new Opening(api, this.notices);
    this.exporting = new Exporting(api, this.notices, () => void this.opening.askRecent());
    this.incidents = new IncidentsStore(api, this.notices);
    this.record = new RecordStore(api, this.notices);
    this.playback = view.kind === 'recording' ? new Playback(api, this.processes, this.tree) : null;
    this.comparison = new ComparisonStore(api, this.notices, processes);
    this.tree.matches.changesOf = this.comparison.changesOf;
  }

  get live(): boolean {
    return isLive(this.view.get());
  }

  start(): void {
    this.sampler.start();
    // Nothing else may come between the start and the first tree.
    const first = this.sampler.state.subscribe(() => {
      first();
      onceIdle(() => {
        this.settled.set(true);
        this.#startTheRest();
      });
    });
    const view = this.view.get();
    if (view.kind === 'recording') void this.playback?.start(view);
    if (view.kind === 'comparison') {
      // At first only what has something to tell.
      void this.comparison.start(this.sampler, () => this.tree.find(CHANGED_ONLY));
    }
  }

  #startTheRest(): void {
    this.settings.follow();
    this.#prefer();
    this.settings.subscribe(() => this.#prefer());
    void import('./frame/menu-ticks.ts').then(({ tellTicks }) => tellTicks(this));
    if (!this.live) return;
    this.record.start();
    this.incidents.start();
    this.lab.start();
    this.acting.start();
  }

  /** Tells the main process what concerns it. */
  #prefer(): void {
    const preferences = preferencesIn(this.settings.get());
    const said = JSON.stringify(preferences);
    if (said === this.#preferred) return;
    this.#preferred = said;
    void this.api.request('app:prefer', preferences);
  }
}

const ModelContext = createContext<Model | null>(null);
export const ModelProvider = ModelContext.Provider;

/** The same object for as long as the page lives: reading it never causes a render. */
export function useModel(): Model {
  const model = useContext(ModelContext);
  if (model === null) throw new Error('There is no model around this component.');
  return model;
}
