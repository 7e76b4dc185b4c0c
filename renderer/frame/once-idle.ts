import { useEffect, useState } from 'react';

/** A page that is busy is never idle, and of one that nobody sees nothing is painted. */
const AT_LATEST_MS = 1_000;

/**
 * Does something when what has been drawn by now is on the screen, and there is nothing better to do: for what the
 * first picture can do without. Answers what calls it off.
 */
export function onceIdle(then: () => void): () => void {
  let frame = 0;
  let idle = 0;
  const callOff = (): void => {
    clearTimeout(latest);
    cancelAnimationFrame(frame);
    cancelIdleCallback(idle);
  };
  const go = (): void => {
    callOff();
    then();
  };
  const latest = setTimeout(go, AT_LATEST_MS);
  // The first one is called before that picture is painted, the second one after it.
  frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      idle = requestIdleCallback(go);
    });
  });
  return callOff;
}

/** False until then. */
export function useOnceIdle(): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => onceIdle(() => setIdle(true)), []);
  return idle;
}
