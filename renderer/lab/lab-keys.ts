import { type RefObject, useEffect } from 'react';
import { TAKES_KEYS } from '../frame/shortcuts.ts';
import { useModel } from '../model.ts';
import { benchOf, currentOf } from './run-view.ts';

/** As in `aria-keyshortcuts`. */
const nameOf = ({ key, shiftKey }: KeyboardEvent): string => {
  const name = key.length === 1 ? key.toUpperCase() : key;
  return shiftKey && key.length > 1 ? `Shift+${name}` : name;
};

/**
 * The keys of the lab. Each presses the button that bears it: one of the current parent, or of the scenario, or of the
 * bar above them. So a key can do what its button can, and no more.
 */
export function useLabKeys(place: RefObject<HTMLElement | null>): void {
  const { lab } = useModel();
  useEffect(() => {
    const goBy = (step: number): void => {
      const { parents } = benchOf(lab.state.get());
      const current = currentOf(parents, lab.touched.get());
      if (current === null) return;
      const next = parents.at((parents.indexOf(current) + step) % parents.length);
      if (next === undefined) return;
      lab.touched.set(next.key);
      cardOf(next.key)?.focus();
    };
    const cardOf = (key: string | undefined): HTMLElement | null =>
      key === undefined ? null : (place.current?.querySelector<HTMLElement>(`[data-key="${key}"]`) ?? null);

    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TAKES_KEYS)) return;
      const name = nameOf(event);
      if (name === 'G') {
        goBy(event.shiftKey ? -1 : 1);
        event.preventDefault();
        return;
      }
      const { parents } = benchOf(lab.state.get());
      const bearer = `[aria-keyshortcuts="${CSS.escape(name)}"]`;
      const outside = [...(place.current?.querySelectorAll<HTMLButtonElement>(bearer) ?? [])].filter(
        (button) => button.closest('[data-key]') === null,
      );
      const inCard = cardOf(currentOf(parents, lab.touched.get())?.key);
      const button = inCard?.querySelector<HTMLButtonElement>(bearer) ?? outside[0];
      if (button === undefined || button === null || button.disabled) return;
      event.preventDefault();
      button.focus();
      button.click();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [lab, place]);
}
