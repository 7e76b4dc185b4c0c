import { Focus, X } from 'lucide-react';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { nameWords } from './event-words.ts';

/** To whom the list is confined, or may be. */
export function ScopeBar() {
  const { events, tree } = useModel();
  const { of } = useValue(events.wanted);
  const selected = useValue(tree.selection.current);
  if (of !== null) {
    const words = nameWords(of.name, of.pid);
    return (
      <fieldset className="events-scope" aria-label={`Only ${words}`}>
        <Focus size={13} aria-hidden />
        <span className="events-scope-name">{words}</span>
        <span className="segments">
          <button
            type="button"
            aria-pressed={!of.below}
            onClick={() => events.want({ of: { ...of, below: false } })}
          >
            only it
          </button>
          <button
            type="button"
            aria-pressed={of.below}
            title="It, and all that it and its children started, also those long gone"
            onClick={() => events.want({ of: { ...of, below: true } })}
          >
            with all below
          </button>
        </span>
        <button
          type="button"
          className="button bare square small"
          aria-label="The events of all processes"
          title="The events of all processes"
          onClick={() => events.want({ of: null })}
        >
          <X size={13} aria-hidden />
        </button>
      </fieldset>
    );
  }
  if (selected === null) return null;
  const { name, pid, key } = selected.process;
  return (
    <button
      type="button"
      className="chip events-only"
      title="Only what happened to it"
      onClick={() => events.about({ key, pid, name })}
    >
      <Focus size={12} aria-hidden /> <span>only {nameWords(name, pid)}</span>
    </button>
  );
}
