import { useEffect } from 'react';
import { useModel } from '../model.ts';

/** The keys that the story goes on by; they work as buttons, too. */
export function ScenarioKeys({ keys }: { readonly keys: Readonly<Record<string, string>> }) {
  const { lab } = useModel();
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLInputElement;
      if (typing || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
      if (!Object.hasOwn(keys, event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      void lab.press(event.key);
    };
    window.addEventListener('keydown', pressed, { capture: true });
    return () => window.removeEventListener('keydown', pressed, { capture: true });
  }, [lab, keys]);
  return (
    <div className="scenario-keys">
      {Object.entries(keys).map(([key, does]) => (
        <button key={key} type="button" className="button" onClick={() => void lab.press(key)}>
          <kbd>{key}</kbd> {does}
        </button>
      ))}
    </div>
  );
}
