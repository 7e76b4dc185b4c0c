import { useCallback, useEffect, useState } from 'react';
import type { InspectionPart, Inspections } from '../../../../core/inspection.ts';
import type { ProcessKey } from '../../../../core/process.ts';
import type { Failure } from '../../../../core/result.ts';
import { useModel } from '../../../model.ts';

/** What is open is looked at again so often, unless the samples are paused. */
const AGAIN_MS = 3_000;
/** What takes long to look at is looked at less often: no more than this part of the time goes into it. */
const SHARE = 1 / 20;
/** What a process is given when it begins stays as it is. */
const FIXED: ReadonlySet<InspectionPart> = new Set(['environment']);

export type Inspection<P extends InspectionPart> =
  | { readonly kind: 'asking' }
  | { readonly kind: 'found'; readonly found: Inspections[P] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Asks for a part of a process for as long as it is on the screen.
 * @param filter - words that are to be in what is told, of a part that may be too long to be told as a whole
 */
export function useInspection<P extends InspectionPart>(
  key: ProcessKey,
  part: P,
  filter = '',
): Inspection<P> {
  const { api, sampler } = useModel();
  // With another filter the last answer stays until there is a better one; with another process it does not.
  const [last, setLast] = useState<{ of: ProcessKey; answer: Inspection<P> } | null>(null);

  const ask = useCallback(async (): Promise<Inspection<P>> => {
    const answer = await api.request('process:inspect', { key, part, filter });
    if (!answer.ok) return { kind: 'failed', failure: answer.error };
    // The answer carries the name of its part, so that the two belong together.
    return { kind: 'found', found: answer.value.found as Inspections[P] };
  }, [api, key, part, filter]);

  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const begun = performance.now();
      const answer = await ask();
      if (over) return;
      setLast({ of: key, answer });
      if (!FIXED.has(part)) wait(Math.max(AGAIN_MS, (performance.now() - begun) / SHARE));
    };
    const wait = (ms: number): void => {
      timer = setTimeout(() => {
        if (sampler.settings.get().paused) wait(AGAIN_MS);
        else void look();
      }, ms);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [ask, key, part, sampler]);

  return last?.of === key ? last.answer : { kind: 'asking' };
}
