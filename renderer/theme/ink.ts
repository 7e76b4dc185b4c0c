/** A colour that the system names itself, as CSS knows it where colours are forced. */
export type SystemColour = 'Canvas' | 'CanvasText' | 'GrayText' | 'Highlight' | 'LinkText';

const FORCED = '(forced-colors: active)';

/**
 * A canvas knows no `light-dark()`: a colour of the theme as it is worn now.
 * @param whenForced - instead of it where the user lets the system choose all colours
 */
export function inkOf(
  element: HTMLElement,
  name: `--${string}`,
  whenForced: SystemColour = 'CanvasText',
): string {
  const probe = document.createElement('span');
  // Else what is read here would be the colour of all text.
  probe.style.setProperty('forced-color-adjust', 'none');
  probe.style.color = window.matchMedia(FORCED).matches ? whenForced : `var(${name})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Calls back when the theme changes, by the user or by the system. Returns what ends it. */
export function onThemeChange(listener: () => void): () => void {
  const chosen = new MutationObserver(listener);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const media = ['(prefers-color-scheme: dark)', FORCED].map((query) => window.matchMedia(query));
  for (const each of media) each.addEventListener('change', listener);
  return () => {
    chosen.disconnect();
    for (const each of media) each.removeEventListener('change', listener);
  };
}
