import { Focus, History, Search, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import type { EventKind } from '../../core/events.ts';
import { count, visible } from '../../core/format.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { EventList } from './event-list.tsx';
import { PrecisionNote } from './precision-note.tsx';
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
      <Timeline />
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
            className={`chip ${title === 'Zombies' ? 'tone-zombie' : ''}`}
            aria-pressed={some.every((kind) => kinds.has(kind))}
            onClick={() => events.toggleKinds(some)}
          >
            {title}
          </button>
        ))}
      </fieldset>
      <Below />
      <span className="events-total">
        {shown === null
          ? null
          : `${count(shown.entries.length)}${shown.more ? '+' : ''} of ${count(shown.kept)} kept`}
      </span>
    </header>
  );
}

/** Confines the list to what the selected process and its descendants did. */
function Below() {
  const { events, tree } = useModel();
  const { under } = useValue(events.wanted);
  const selected = useValue(tree.selection.current);
  if (under !== null) {
    return (
      <button
        type="button"
        className="chip events-below"
        aria-pressed
        title="Show the events of all processes again"
        onClick={() => events.want({ under: null })}
      >
        below {under.name} <X size={12} aria-hidden />
      </button>
    );
  }
  if (selected === null) return null;
  const { name, pid, key } = selected.process;
  const words = `${visible(name)} (${pid})`;
  return (
    <button
      type="button"
      className="chip events-below"
      title="Only what it, and all that it started, did"
      onClick={() => events.want({ under: { key, name: words } })}
    >
      <Focus size={12} aria-hidden /> below {words}
    </button>
  );
}

function Timeline() {
  const { events } = useModel();
  const shown = useValue(events.shown);
  const failure = useValue(events.failure);
  const { text, kinds, under } = useValue(events.wanted);
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
  if (shown === null) return null;
  if (shown.entries.length > 0) return <EventList shown={shown} />;
  const asked = text.trim() !== '' || kinds.size > 0 || under !== null;
  return (
    <div className="state" role="status">
      <History size={28} strokeWidth={1.6} aria-hidden />
      <h2>{asked ? 'No such event' : 'Nothing has happened yet'}</h2>
      <p>
        {asked
          ? `Nothing of the kind is among the ${count(shown.kept)} events kept since Reaptree began to look.`
          : 'As soon as a process begins, becomes another program, ends or is adopted, it is listed here.'}
      </p>
      {asked ? (
        <button type="button" className="button" onClick={() => events.wantAll()}>
          Show all events
        </button>
      ) : null}
    </div>
  );
}
