import type { SettingsStore } from '../store/settings.ts';

/** Puts the chosen theme onto the page; without one the page follows the system. */
export function wearTheme(settings: SettingsStore): void {
  const wear = (): void => {
    const { theme } = settings.get();
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  wear();
  settings.subscribe(wear);
}
