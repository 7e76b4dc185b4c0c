import { useCallback, useEffect, useState } from 'react';
import type { InspectionPart, Inspections } from '../../../../core/inspection.ts';
import type { ProcessKey } from '../../../../core/process.ts';
import type { Failure } from '../../../../core/result.ts';
import { useModel } from '../../../model.ts';

/** What is open is looked at again so often, unless the samples are paused. */
const AGAIN_MS = 3_000;
/** What a process is given when it begins stays as it is. */
const FIXED: ReadonlySet<InspectionPart> = new Set(['environment']);

export type Inspection<P extends InspectionPart> =
  | { readonly kind: 'asking' }
  | { readonly kind: 'found'; readonly found: Inspections[P] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Asks for a part of a process for as long as it is on the screen. */
export function useInspection<P extends InspectionPart>(key: ProcessKey, part: P): Inspection<P> {
  const { api, sampler } = useModel();
  const [answers, setAnswers] = useState<{ of: ProcessKey; answer: Inspection<P> } | null>(null);

  const ask = useCallback(async (): Promise<Inspection<P>> => {
    const answer = await api.request('process:inspect', { key, part });
    if (!answer.ok) return { kind: 'failed', failure: answer.error };
    // The answer carries the name of its part, so that the two belong together.
    return { kind: 'found', found: answer.value.found as Inspections[P] };
  }, [api, key, part]);

  useEffect(() => {
    let over = false;
    const look = async (): Promise<void> => {
      const answer = await ask();
      if (!over) setAnswers({ of: key, answer });
    };
    void look();
    const timer = FIXED.has(part)
      ? undefined
      : setInterval(() => {
          if (!sampler.settings.get().paused) void look();
        }, AGAIN_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [ask, key, part, sampler]);

  return answers?.of === key ? answers.answer : { kind: 'asking' };
}
