import { useModel } from '../model.ts';
import { LAYOUTS, type Layout } from '../store/settings.ts';
import { useValue } from '../store/value.ts';

const WORDS: Readonly<Record<Layout, { readonly title: string; readonly about: string }>> = {
  tree: { title: 'Tree', about: 'Each process below its parent (T)' },
  list: { title: 'List', about: 'All processes one after the other (L)' },
  map: { title: 'Map', about: 'The tree as a picture (M)' },
};

export function LayoutSwitch() {
  const { settings } = useModel();
  const { layout } = useValue(settings);
  return (
    <fieldset className="segments" aria-label="Layout">
      {LAYOUTS.map((one) => (
        <button
          key={one}
          type="button"
          title={WORDS[one].about}
          aria-pressed={one === layout}
          onClick={() => settings.change({ layout: one })}
        >
          {WORDS[one].title}
        </button>
      ))}
    </fieldset>
  );
}
