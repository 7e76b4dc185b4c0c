import { Eye } from 'lucide-react';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';

/** Why a button that acts is disabled, where that is the reason. */
export const READ_ONLY_WORDS = 'Read-only: Reaptree was started to look, and changes nothing';

export function ReadOnlyBadge() {
  const { acting } = useModel();
  if (!useValue(acting.readOnly)) return null;
  return (
    <span className="badge tone-stopped" title={READ_ONLY_WORDS}>
      <Eye size={11} aria-hidden /> read-only
    </span>
  );
}
