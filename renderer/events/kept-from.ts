import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';

/** Since when one can look back at everything as it was; in milliseconds since the epoch. */
export function useKeptFrom(): number {
  const { view, record } = useModel();
  const shown = useValue(view);
  const state = useValue(record.state);
  return shown.kind === 'recording' ? shown.from : (state?.kept?.from ?? Number.POSITIVE_INFINITY);
}
