import { type FocusEvent, type PointerEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Leak } from '../../core/history.ts';
import { Hold } from '../processes/hold.ts';
import type { LeakOrder } from '../store/settings.ts';
import { useValue } from '../store/value.ts';
import { inOrder, inPlace } from './leak-order.ts';

/** The leaks in their order, which stands still while the pointer aims at one of them or the keyboard is on one. */
export function useSteadyOrder(leaks: readonly Leak[], order: LeakOrder) {
  const [hold] = useState(() => new Hold());
  const pointed = useValue(hold.state) !== null;
  /** The card that has the keyboard. */
  const [focused, setFocused] = useState<string | null>(null);
  const before = useRef<{ readonly order: LeakOrder; readonly list: readonly Leak[] }>({ order, list: [] });
  const still = pointed || leaks.some(({ key }) => key === focused);
  const list = useMemo(
    () =>
      still && before.current.order === order ? inPlace(leaks, before.current.list) : inOrder(leaks, order),
    [leaks, order, still],
  );
  useLayoutEffect(() => {
    before.current = { order, list };
  }, [order, list]);

  return {
    list,
    /** The place of the card that has the keyboard, which must not leave the page; -1 where none has. */
    focused: focused === null ? -1 : list.findIndex(({ key }) => key === focused),
    /** For what is around the cards, each of which has a `data-key`. */
    listeners: {
      onPointerMove: ({ movementX, movementY }: PointerEvent) => {
        // The browser reports a move as well when only the page below it moved.
        if (movementX !== 0 || movementY !== 0) hold.point();
      },
      onPointerLeave: () => hold.leave(),
      onFocus: ({ target }: FocusEvent) => {
        const card = target.closest<HTMLElement>('[data-key]');
        setFocused(target.matches(':focus-visible') ? (card?.dataset.key ?? null) : null);
      },
      onBlur: () => setFocused(null),
    },
  };
}
