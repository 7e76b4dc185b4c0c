import type { SettingsStore } from '../store/settings.ts';

/** Puts the chosen theme onto the page, in words; without one the page follows the system. */
export function wearTheme(settings: SettingsStore): void {
  const more = window.matchMedia('(prefers-contrast: more)');
  const wear = (): void => {
    const { theme, contrast } = settings.get();
    const words = [...(theme === 'system' ? [] : [theme]), ...(contrast || more.matches ? ['contrast'] : [])];
    if (words.length === 0) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = words.join(' ');
  };
  wear();
  settings.subscribe(wear);
  more.addEventListener('change', wear);
}
