import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { clock, moment, visible } from '../../core/format.ts';
import type { HistoryEntry } from '../../core/history.ts';
import { drawnRows, OVERSCAN } from '../frame/drawn-rows.ts';
import { useModel } from '../model.ts';
import { commandWords, eventWords, KIND_WORDS } from './event-words.ts';
import type { EventsShown } from './events-store.ts';
import { useKeptFrom } from './kept-from.ts';
import { follow, isThere, lookBackTo } from './leads.ts';

const ROW_HEIGHT = 26;

/** The timeline itself. What comes in above does not move what is being read. */
export const EventList = memo(function EventList({ shown }: { readonly shown: EventsShown }) {
  const { events } = useModel();
  const scroller = useRef<HTMLDivElement>(null);
  const before = useRef(shown);
  const { entries } = shown;
  const keptFrom = useKeptFrom();
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    rangeExtractor: drawnRows,
    initialOffset: () => events.scrollTop,
  });

  useLayoutEffect(() => {
    const was = before.current;
    before.current = shown;
    const element = scroller.current;
    if (element === null || was === shown) return;
    if (!shown.grown) {
      element.scrollTop = 0;
      return;
    }
    const place = Math.floor(element.scrollTop / ROW_HEIGHT);
    const read = was.entries[place];
    if (place === 0 || read === undefined) return;
    const now = shown.entries.findIndex((entry) => entry.seq === read.seq);
    if (now !== -1) element.scrollTop += (now - place) * ROW_HEIGHT;
  }, [shown]);

  return (
    <div
      ref={scroller}
      className="event-list"
      role="feed"
      aria-label="Events, the latest first"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard
      tabIndex={0}
      onScroll={(event) => {
        events.scrollTop = event.currentTarget.scrollTop;
      }}
    >
      <div className="event-rows" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const entry = entries[index];
          return entry === undefined ? null : (
            <EventRow
              key={entry.seq}
              entry={entry}
              top={start}
              place={index + 1}
              all={entries.length}
              canLookBack={entry.event.at >= keptFrom}
            />
          );
        })}
      </div>
    </div>
  );
});

interface EventRowProps {
  readonly entry: HistoryEntry;
  readonly top: number;
  readonly place: number;
  readonly all: number;
  /** Everything as it was then is still in memory. */
  readonly canLookBack: boolean;
}

const EventRow = memo(function EventRow({ entry, top, place, all, canLookBack }: EventRowProps) {
  const model = useModel();
  const { event } = entry;
  const { key, pid } = event;
  const there = useSyncExternalStore(model.processes.facts.subscribe, () => isThere(model.processes, key));
  const name = event.name === '' ? String(pid) : visible(event.name);
  const words = eventWords(entry);
  const command = commandWords(entry);
  const time = (
    <time title={moment(event.at)} dateTime={new Date(event.at).toISOString()}>
      {clock(event.at)}
    </time>
  );
  return (
    <article
      className="event-row"
      aria-posinset={place}
      aria-setsize={all}
      data-kind={event.kind}
      data-pid={pid}
      style={{ top }}
    >
      <span className="code event-time">
        {canLookBack ? (
          <button
            type="button"
            className="link"
            aria-label={`${clock(event.at)}, look back to it`}
            title={`${moment(event.at)}: look back to it`}
            onClick={() => lookBackTo(model, event)}
          >
            {time}
          </button>
        ) : (
          time
        )}
      </span>
      <span className={`badge kind-${event.kind}`}>{KIND_WORDS[event.kind]}</span>
      <button
        type="button"
        className="link event-who"
        data-gone={!there || undefined}
        title={there ? 'Show it among the processes' : 'It is gone: show the nearest above it that is left'}
        onClick={() => void follow(model, event)}
      >
        {name}
      </button>
      <button
        type="button"
        className="link code event-pid"
        aria-label={`${pid}, only its events`}
        title="Only what happened to it"
        onClick={() => model.events.about(event)}
      >
        {pid}
      </button>
      <span className="event-words" title={[words, command].filter(Boolean).join('\n')}>
        {words === '' ? null : <span>{words}</span>}
        {command === '' ? null : <span className="code event-command">{command}</span>}
      </span>
    </article>
  );
});
