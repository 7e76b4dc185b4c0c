import { useEffect, useState } from 'react';

/** False until there is nothing better to do: for what the first picture can do without. */
export function useOnceIdle(): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    const asked = requestIdleCallback(() => setIdle(true));
    return () => cancelIdleCallback(asked);
  }, []);
  return idle;
}
