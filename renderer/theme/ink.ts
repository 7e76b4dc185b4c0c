/** A canvas knows no `light-dark()`: a colour of the theme as it is worn now. */
export function inkOf(element: HTMLElement, name: `--${string}`): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Calls back when the theme changes, by the user or by the system. Returns what ends it. */
export function onThemeChange(listener: () => void): () => void {
  const chosen = new MutationObserver(listener);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const scheme = window.matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', listener);
  return () => {
    chosen.disconnect();
    scheme.removeEventListener('change', listener);
  };
}
