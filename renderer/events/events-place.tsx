import { History, Search, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import type { EventKind } from '../../core/events.ts';
import { count } from '../../core/format.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { Answer } from './answer.tsx';
import { backTo } from './life-words.ts';
import { PrecisionNote } from './precision-note.tsx';
import { ScopeBar } from './scope-bar.tsx';
import './events.css';

const KINDS: readonly { readonly title: string; readonly kinds: readonly EventKind[] }[] = [
  { title: 'Started', kinds: ['started'] },
  { title: 'Became', kinds: ['exec'] },
  { title: 'Zombies', kinds: ['zombie'] },
  { title: 'Ended', kinds: ['ended', 'reaped'] },
  { title: 'Adopted', kinds: ['reparented'] },
  { title: 'Stopped', kinds: ['stopped', 'continued'] },
];

/** What happened, the latest first. */
export function EventsPlace() {
  const { events } = useModel();
  useEffect(() => events.watch(), [events]);
  return (
    <div className="events">
      <EventsBar />
      <PrecisionNote />
      <Found />
    </div>
  );
}

function EventsBar() {
  const { events } = useModel();
  const { text, kinds } = useValue(events.wanted);
  const shown = useValue(events.shown);
  return (
    <header className="bar events-bar">
      <h1>Events</h1>
      <search className="events-search">
        <Search size={14} aria-hidden />
        <input
          type="text"
          value={text}
          placeholder="pid, name or command"
          aria-label="Search events"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => events.want({ text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') events.want({ text: '' });
          }}
        />
      </search>
      <fieldset className="events-kinds" aria-label="Kinds">
        {KINDS.map(({ title, kinds: some }) => (
          <button
            key={title}
            type="button"
            className={`chip ${title === 'Zombies' ? 'of-zombies' : ''}`}
            aria-pressed={some.every((kind) => kinds.has(kind))}
            onClick={() => events.toggleKinds(some)}
          >
            {title}
          </button>
        ))}
      </fieldset>
      <ScopeBar />
      <span className="events-total">
        {shown === null
          ? null
          : `${count(shown.entries.length)}${shown.more ? '+' : ''} of ${count(shown.kept)}, kept ${backTo(shown.since)}`}
      </span>
    </header>
  );
}

function Found() {
  const { events } = useModel();
  const shown = useValue(events.shown);
  const failure = useValue(events.failure);
  const wanted = useValue(events.wanted);
  if (failure?.code === 'not-live') {
    return (
      <div className="state" role="status">
        <History size={28} strokeWidth={1.6} aria-hidden />
        <h2>No events were kept</h2>
        <p>{failure.message}</p>
      </div>
    );
  }
  if (failure !== null) {
    return (
      <div className="state" role="alert">
        <TriangleAlert size={28} strokeWidth={1.6} aria-hidden />
        <h2>The events cannot be read</h2>
        <p>{failure.message}</p>
      </div>
    );
  }
  return shown === null ? null : <Answer shown={shown} wanted={wanted} />;
}
