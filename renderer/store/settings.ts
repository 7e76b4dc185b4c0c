import { type ColumnId, isColumnId } from '../../core/columns/ids.ts';
import { INSPECTION_PARTS, type InspectionPart } from '../../core/inspection.ts';
import {
  INCIDENT_DAYS,
  INCIDENT_GRACE_MS,
  INTERVAL_MS,
  KEPT_MINUTES,
  LEAK_THRESHOLD,
} from '../../core/limits.ts';
import type { Preferences } from '../../core/preferences.ts';
import { Value } from './value.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const LAYOUTS = ['tree', 'list', 'map'] as const;
/** How the processes are shown: below their parents, one after the other, or as a picture. */
export type Layout = (typeof LAYOUTS)[number];

export const MAP_COLOURS = ['marks', 'cpu', 'memory'] as const;
/** What the colours of the map mean. */
export type MapColour = (typeof MAP_COLOURS)[number];

export const LEAK_ORDERS = ['held', 'pace'] as const;
/** Which leaking parents come first: those that hold most zombies, or those that leave them fastest. */
export type LeakOrder = (typeof LEAK_ORDERS)[number];

/** By which column rows are ordered; `reversed` is the other way around than usual for that column. */
export interface Sort {
  readonly column: ColumnId;
  readonly reversed: boolean;
}

/** How the user likes this window. */
export interface Settings extends Preferences {
  readonly theme: Theme;
  /** Stronger colours and lines than usual; where the system asks for them, they are so anyway. */
  readonly contrast: boolean;
  /** Rows of 32 pixels instead of 26. */
  readonly comfortable: boolean;
  readonly hideOwn: boolean;
  readonly details: boolean;
  /** The lab's first steps were taken, or waved away. */
  readonly firstStepsDone: boolean;
  readonly layout: Layout;
  /** What is what on the screen was read, or waved away. */
  readonly welcomed: boolean;
  readonly mapColour: MapColour;
  readonly leakOrder: LeakOrder;
  /** `null`: in the order of the pids. */
  readonly sort: Sort | null;
  /** Those that the user chose, in that order; `null` for the usual ones, as far as they fit. */
  readonly columns: readonly ColumnId[] | null;
  /** In pixels, where the user set them. */
  readonly widths: Readonly<Partial<Record<ColumnId, number>>>;
  /** The parts of the details that are unfolded. */
  readonly openParts: readonly InspectionPart[];
  /** A search shows what is below its matches too. */
  readonly subtrees: boolean;
}

const USUAL: Settings = {
  theme: 'system',
  contrast: false,
  comfortable: false,
  hideOwn: false,
  details: true,
  firstStepsDone: false,
  layout: 'tree',
  mapColour: 'marks',
  leakOrder: 'held',
  welcomed: false,
  intervalMs: INTERVAL_MS.usual,
  tray: true,
  keepInTray: false,
  notifyLeaks: false,
  leakThreshold: LEAK_THRESHOLD.usual,
  keptMinutes: KEPT_MINUTES.usual,
  incidentGraceMs: INCIDENT_GRACE_MS.usual,
  incidentDays: INCIDENT_DAYS.usual,
  sort: null,
  columns: null,
  widths: {},
  openParts: [],
  subtrees: false,
};

export const COLUMN_WIDTH = { least: 32, most: 1_200 } as const;

const PLACE = 'reaptree.settings';

type Said = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Said =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

const within = (said: unknown, { least, most, usual }: Bounds): number =>
  typeof said === 'number' && Number.isInteger(said) && said >= least && said <= most ? said : usual;

function sortFrom(said: unknown): Sort | null {
  if (!isRecord(said) || !isColumnId(said.column)) return null;
  return { column: said.column, reversed: said.reversed === true };
}

function columnsFrom(said: unknown): readonly ColumnId[] | null {
  if (!Array.isArray(said)) return null;
  const known = [...new Set(said.filter(isColumnId))];
  return known.includes('name') ? known : null;
}

function widthsFrom(said: unknown): Settings['widths'] {
  if (!isRecord(said)) return {};
  const widths: Partial<Record<ColumnId, number>> = {};
  for (const [id, width] of Object.entries(said)) {
    if (!isColumnId(id) || typeof width !== 'number') continue;
    if (width >= COLUMN_WIDTH.least && width <= COLUMN_WIDTH.most) widths[id] = width;
  }
  return widths;
}

const partsFrom = (said: unknown): readonly InspectionPart[] =>
  Array.isArray(said) ? INSPECTION_PARTS.filter((part) => said.includes(part)) : [];

function remembered(): Settings {
  try {
    const said: unknown = JSON.parse(localStorage.getItem(PLACE) ?? '{}');
    if (!isRecord(said)) return USUAL;
    const flag = (
      name:
        | 'contrast'
        | 'comfortable'
        | 'hideOwn'
        | 'details'
        | 'firstStepsDone'
        | 'subtrees'
        | 'welcomed'
        | 'tray'
        | 'keepInTray'
        | 'notifyLeaks',
    ): boolean => {
      const value = said[name];
      return typeof value === 'boolean' ? value : USUAL[name];
    };
    return {
      theme: THEMES.find((theme) => theme === said.theme) ?? USUAL.theme,
      contrast: flag('contrast'),
      comfortable: flag('comfortable'),
      hideOwn: flag('hideOwn'),
      details: flag('details'),
      firstStepsDone: flag('firstStepsDone'),
      layout: LAYOUTS.find((layout) => layout === said.layout) ?? USUAL.layout,
      welcomed: flag('welcomed'),
      intervalMs: within(said.intervalMs, INTERVAL_MS),
      tray: flag('tray'),
      keepInTray: flag('keepInTray'),
      notifyLeaks: flag('notifyLeaks'),
      leakThreshold: within(said.leakThreshold, LEAK_THRESHOLD),
      keptMinutes: within(said.keptMinutes, KEPT_MINUTES),
      incidentGraceMs: within(said.incidentGraceMs, INCIDENT_GRACE_MS),
      incidentDays: within(said.incidentDays, INCIDENT_DAYS),
      mapColour: MAP_COLOURS.find((colour) => colour === said.mapColour) ?? USUAL.mapColour,
      leakOrder: LEAK_ORDERS.find((order) => order === said.leakOrder) ?? USUAL.leakOrder,
      sort: sortFrom(said.sort),
      columns: columnsFrom(said.columns),
      widths: widthsFrom(said.widths),
      openParts: partsFrom(said.openParts),
      subtrees: flag('subtrees'),
    };
  } catch {
    // Storage that cannot be read is as good as none: nothing in it is needed.
    return USUAL;
  }
}

export class SettingsStore extends Value<Settings> {
  constructor() {
    super(remembered());
  }

  /** Takes over what other windows change. Chromium opens all storage of the page for it: not before the first tree. */
  follow(): void {
    globalThis.addEventListener?.('storage', ({ key }) => {
      if (key === PLACE) this.set(remembered());
    });
  }

  change(settings: Partial<Settings>): void {
    this.set({ ...this.get(), ...settings });
    try {
      localStorage.setItem(PLACE, JSON.stringify(this.get()));
    } catch {
      // They last as long as the window, then.
    }
  }
}
