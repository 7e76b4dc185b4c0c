import { History } from 'lucide-react';
import { count } from '../../core/format.ts';
import { pidIn } from '../../core/history.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { EventList } from './event-list.tsx';
import { nameWords } from './event-words.ts';
import type { EventsShown, EventsWanted } from './events-store.ts';
import { backTo } from './life-words.ts';
import { Lives, livesIn } from './lives.tsx';

interface AnswerProps {
  readonly shown: EventsShown;
  readonly wanted: EventsWanted;
}

/** What was asked for: whom it happened to, and all that happened. */
export function Answer({ shown, wanted }: AnswerProps) {
  const model = useModel();
  // Each sample may end one of them, or begin another.
  useValue(model.processes.facts);
  const lives = livesIn(model, shown, wanted);
  const { of, text } = wanted;
  return (
    <div className="events-found">
      {lives.length === 0 ? null : (
        <Lives
          lives={lives}
          about={of === null ? text.trim() : nameWords(of.name, of.pid)}
          alone={of !== null}
        />
      )}
      {shown.entries.length > 0 ? (
        <EventList shown={shown} />
      ) : (
        <NoEvents shown={shown} wanted={wanted} known={lives.length > 0} />
      )}
    </div>
  );
}

/** @param known - whether anything at all is known of the one that was asked for */
function NoEvents({ shown, wanted, known }: AnswerProps & { readonly known: boolean }) {
  const { events } = useModel();
  const [title, words] = noEventsWords(shown, wanted, known);
  return (
    <div className="state" role="status">
      <History size={28} strokeWidth={1.6} aria-hidden />
      <h2>{title}</h2>
      <p>{words}</p>
      {asksForAll(wanted) ? null : (
        <button type="button" className="button" onClick={() => events.wantAll()}>
          Show all events
        </button>
      )}
    </div>
  );
}

const asksForAll = ({ text, kinds, of }: EventsWanted): boolean =>
  text.trim() === '' && kinds.size === 0 && of === null;

function noEventsWords(
  { kept, since, livesSince }: EventsShown,
  wanted: EventsWanted,
  known: boolean,
): readonly [title: string, words: string] {
  const among = `among the ${count(kept)} events, kept ${backTo(since)}`;
  if (asksForAll(wanted)) {
    return [
      'Nothing has happened yet',
      'As soon as a process begins, becomes another program, ends or is adopted, it is listed here.',
    ];
  }
  if (known) return ['No event of it', `Nothing of the kind is ${among}.`];
  const pid = pidIn(wanted.text);
  return pid === null
    ? ['No such event', `Nothing of the kind is ${among}.`]
    : [
        `Nobody with the pid ${pid}`,
        `None has it now, and none that has ended is known: lives that are over are kept ${backTo(livesSince)}.`,
      ];
}
