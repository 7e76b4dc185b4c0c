import { type RefCallback, useCallback, useState } from 'react';

interface ScrollReach {
  readonly ref: RefCallback<HTMLElement>;
  readonly tabIndex: 0 | undefined;
}

/** Makes what scrolls reachable by the keyboard for as long as there is something to scroll, and no stop before. */
export function useScrollReach(): ScrollReach {
  const [scrolls, setScrolls] = useState(false);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    const observer = new ResizeObserver(() => setScrolls(element.scrollHeight > element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, tabIndex: scrolls ? 0 : undefined };
}
