import { STRATEGY_WORDS } from '../../core/actions.ts';
import { visible } from '../../core/format.ts';
import type { IncidentEnd } from '../../core/incidents/incident.ts';

/** Who collected a zombie, as far as that is known. */
export function endWords(end: IncidentEnd | null): string {
  if (end === null) return 'still there';
  const someone =
    end.name === null || end.pid === null ? 'init or a subreaper' : `${visible(end.name)} (${end.pid})`;
  switch (end.by) {
    case 'parent':
      return 'by its parent';
    case 'adopter':
      return `by ${someone}, after its parent had ended`;
    case 'action':
      return end.strategy === 'end-parent'
        ? `by ${someone}, as Reaptree ended its parent`
        : `by its parent, through Reaptree (${end.strategy === null ? 'an action' : STRATEGY_WORDS[end.strategy]})`;
    case 'unknown':
      return 'nobody looked when it went';
  }
}
