import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { ShieldCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { isProcessKey } from '../../core/process.ts';
import { useModel } from '../model.ts';
import type { LeakOrder } from '../store/settings.ts';
import { useValue } from '../store/value.ts';
import { LeakCard } from './leak-card.tsx';
import { spanAt } from './leak-points.ts';
import type { LeaksShown } from './leaks-store.ts';
import { useSteadyOrder } from './steady-order.ts';

/** Who holds zombies: the worst first, each with its course. */
export function LeaksNow() {
  const { leaks: store, settings, live } = useModel();
  useEffect(() => store.watch(), [store]);
  const shown = useValue(store.shown);
  // One moment knows no pace.
  const order = useValue(settings).leakOrder;
  if (shown === null) return <div />;
  if (shown.leaks.length === 0) {
    return (
      <div className="state" role="status">
        <ShieldCheck size={28} strokeWidth={1.6} aria-hidden />
        <h2>No leaks</h2>
        <p>
          {live
            ? 'Every parent has collected its children. As soon as one leaves a zombie behind, it is listed here with how many it holds, and how fast they grow in number.'
            : 'At that moment, every parent had collected its children.'}
        </p>
      </div>
    );
  }
  return <LeakList shown={shown} order={live ? order : 'held'} />;
}

/** About as high as a card is; each is measured when it is drawn. */
const CARD_HEIGHT = 96;
const GAP = 10;
const EDGE = 14;
/** Each has a picture: few are drawn beyond the edges. */
const OVERSCAN = 2;

const ORDER_WORDS: Readonly<Record<LeakOrder, string>> = {
  held: 'those with most first',
  pace: 'those that leak fastest first',
};

function LeakList({ shown, order }: { readonly shown: LeaksShown; readonly order: LeakOrder }) {
  const { leaks: store } = useModel();
  const scroller = useRef<HTMLDivElement>(null);
  const { list, focused, listeners } = useSteadyOrder(shown.leaks, order);
  const virtualizer = useVirtualizer({
    count: list.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_HEIGHT,
    getItemKey: (index) => list[index]?.key ?? index,
    gap: GAP,
    paddingStart: EDGE,
    paddingEnd: EDGE,
    overscan: OVERSCAN,
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range);
      return focused === -1 || drawn.includes(focused) ? drawn : [...drawn, focused].sort((a, b) => a - b);
    },
    initialOffset: () => store.scrollTop,
  });
  const items = virtualizer.getVirtualItems();

  // As one text: it stays the same for as long as the same cards are drawn.
  const drawn = items.map(({ key }) => key).join(' ');
  useEffect(() => store.attend(drawn.split(' ').filter(isProcessKey)), [store, drawn]);

  const span = spanAt(shown.now, shown.began);
  return (
    <div
      ref={scroller}
      className="leaks-scroller"
      {...listeners}
      onScroll={(event) => {
        store.scrollTop = event.currentTarget.scrollTop;
      }}
    >
      <ol
        className="leaks-list"
        aria-label={`Parents that hold zombies, ${ORDER_WORDS[order]}`}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map(({ index, start, key }) => {
          const leak = list[index];
          return leak === undefined ? null : (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={list.length}
              data-key={key}
              style={{ top: start }}
            >
              <LeakCard
                leak={leak}
                rank={index + 1}
                now={shown.now}
                line={shown.lines.get(leak.key)}
                began={shown.began}
                span={span}
              />
            </li>
          );
        })}
      </ol>
    </div>
  );
}
