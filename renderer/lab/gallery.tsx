import { Check, Wrench, X } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { SCENARIO_GROUPS } from '../../core/lab-scenario.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import './gallery.css';

/** What there is to do in the lab: the bench, and the stories. */
export function Gallery() {
  const { lab } = useModel();
  const scenarios = useValue(lab.scenarios);
  const chosen = useValue(lab.chosen);
  const results = useValue(lab.results);
  const list = useRef<HTMLElement>(null);

  const step = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (by === 0 || at === -1) return;
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, at + by))]?.focus();
  };

  return (
    <nav ref={list} className="gallery" aria-label="Bench and scenarios" onKeyDown={step}>
      <Entry
        title="Bench"
        line="fork, wait and kill by hand"
        icon={<Wrench size={13} aria-hidden />}
        current={chosen === null}
        onChoose={() => lab.choose(null)}
      />
      {SCENARIO_GROUPS.map((group) => {
        const inGroup = scenarios.filter((scenario) => scenario.group === group);
        return inGroup.length === 0 ? null : (
          <section key={group} aria-label={group}>
            <h2>{group}</h2>
            {inGroup.map(({ id, title, line }) => (
              <Entry
                key={id}
                title={title}
                line={line}
                icon={<Outcome green={results.get(id)} />}
                current={chosen === id}
                onChoose={() => lab.choose(id)}
              />
            ))}
          </section>
        );
      })}
    </nav>
  );
}

/** How it came out when it was last played. */
function Outcome({ green }: { readonly green: boolean | undefined }) {
  if (green === undefined) return null;
  return green ? (
    <Check size={13} strokeWidth={2.5} className="met" role="img" aria-label="came out as expected" />
  ) : (
    <X size={13} strokeWidth={2.5} className="broken" role="img" aria-label="did not come out as expected" />
  );
}

interface EntryProps {
  readonly title: string;
  readonly line: string;
  readonly icon: React.ReactNode;
  readonly current: boolean;
  readonly onChoose: () => void;
}

function Entry({ title, line, icon, current, onChoose }: EntryProps) {
  return (
    <button type="button" className="gallery-entry" aria-current={current || undefined} onClick={onChoose}>
      <span className="gallery-title">
        {title}
        {icon}
      </span>
      <span className="gallery-line">{line}</span>
    </button>
  );
}
