import { Value } from './value.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** How the user likes this window. */
export interface Settings {
  readonly theme: Theme;
  /** Rows of 32 pixels instead of 26. */
  readonly comfortable: boolean;
  readonly hideOwn: boolean;
  readonly details: boolean;
  /** The lab's first steps were taken, or waved away. */
  readonly firstStepsDone: boolean;
}

const USUAL: Settings = {
  theme: 'system',
  comfortable: false,
  hideOwn: false,
  details: true,
  firstStepsDone: false,
};

const PLACE = 'reaptree.settings';

function remembered(): Settings {
  try {
    const known: unknown = JSON.parse(localStorage.getItem(PLACE) ?? '{}');
    if (known === null || typeof known !== 'object') return USUAL;
    const said = known as Partial<Record<keyof Settings, unknown>>;
    const flag = (name: Exclude<keyof Settings, 'theme'>): boolean => {
      const value = said[name];
      return typeof value === 'boolean' ? value : USUAL[name];
    };
    return {
      theme: THEMES.find((theme) => theme === said.theme) ?? USUAL.theme,
      comfortable: flag('comfortable'),
      hideOwn: flag('hideOwn'),
      details: flag('details'),
      firstStepsDone: flag('firstStepsDone'),
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

  change(settings: Partial<Settings>): void {
    this.set({ ...this.get(), ...settings });
    try {
      localStorage.setItem(PLACE, JSON.stringify(this.get()));
    } catch {
      // They last as long as the window, then.
    }
  }
}
