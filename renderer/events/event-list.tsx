import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useLayoutEffect, useRef } from 'react';
import { clock, moment, visible } from '../../core/format.ts';
import type { HistoryEntry } from '../../core/history.ts';
import { drawnRows, OVERSCAN } from '../frame/drawn-rows.ts';
import { placeNamed } from '../frame/places.ts';
import { useModel } from '../model.ts';
import { eventWords, KIND_WORDS } from './event-words.ts';
import type { EventsShown } from './events-store.ts';

const ROW_HEIGHT = 26;

/** The timeline itself. What comes in above does not move what is being read. */
export function EventList({ shown }: { readonly shown: EventsShown }) {
  const { events } = useModel();
  const scroller = useRef<HTMLDivElement>(null);
  const before = useRef(shown);
  const { entries } = shown;
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
    const first = was.entries[0];
    if (!shown.grown || first === undefined) element.scrollTop = 0;
    else if (element.scrollTop > 0) {
      const newer = shown.entries.findIndex((entry) => entry.seq === first.seq);
      if (newer > 0) element.scrollTop += newer * ROW_HEIGHT;
    }
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
            <EventRow key={entry.seq} entry={entry} top={start} place={index + 1} all={entries.length} />
          );
        })}
      </div>
    </div>
  );
}

interface EventRowProps {
  readonly entry: HistoryEntry;
  readonly top: number;
  readonly place: number;
  readonly all: number;
}

const EventRow = memo(function EventRow({ entry: { event }, top, place, all }: EventRowProps) {
  const { processes, tree, events, place: where } = useModel();
  const there = processes.row(event.key) !== undefined;
  const name = event.name === '' ? String(event.pid) : visible(event.name);
  const words = eventWords(event, (pid) => processes.rowAt(pid)?.process.name ?? null);

  const follow = (): void => {
    if (there) {
      tree.show(event.key);
      where.set(placeNamed('processes'));
    } else events.want({ text: String(event.pid) });
  };

  return (
    <article
      className="event-row"
      aria-posinset={place}
      aria-setsize={all}
      data-kind={event.kind}
      data-pid={event.pid}
      style={{ top }}
    >
      <time className="code" title={moment(event.at)} dateTime={new Date(event.at).toISOString()}>
        {clock(event.at)}
      </time>
      <span className={`badge kind-${event.kind}`}>{KIND_WORDS[event.kind]}</span>
      <button
        type="button"
        className="link event-who"
        data-gone={!there || undefined}
        title={there ? 'Show it among the processes' : 'It is gone: show all that happened to it'}
        onClick={follow}
      >
        {name}
      </button>
      <span className="code event-pid">{event.pid}</span>
      <span className={`event-words${event.kind === 'exec' ? ' code' : ''}`} title={words}>
        {words}
      </span>
    </article>
  );
});
