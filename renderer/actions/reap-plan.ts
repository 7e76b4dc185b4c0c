import { diagnose } from '../../core/diagnosis.ts';
import type { ZombieCase } from '../../core/diagnosis-facts.ts';
import type { ReapFamily } from './acting.ts';

/** Why it is still there, and the gentlest that is expected to help, short of ending anybody. */
export function planFor(one: ZombieCase): Pick<ReapFamily, 'gentle' | 'summary'> {
  const { prospects, summary } = diagnose(one);
  const gentle = prospects.find(
    ({ action, outlook }) =>
      (outlook === 'works' || outlook === 'may-work') &&
      (action === 'nudge' || action === 'continue' || action === 'collect'),
  );
  return { gentle: gentle ?? null, summary };
}
