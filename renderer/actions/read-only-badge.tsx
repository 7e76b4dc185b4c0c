import { Eye } from 'lucide-react';
import { isLive, NOT_LIVE_WORDS } from '../../core/view.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';

export const READ_ONLY_WORDS = 'Read-only mode: Reaptree looks, and changes nothing';

/** Why nothing can be done to any process here; `null` where it can. */
export function useWhyNot(): string | null {
  const { acting, view } = useModel();
  const readOnly = useValue(acting.readOnly).on;
  if (!isLive(useValue(view))) return NOT_LIVE_WORDS;
  return readOnly ? READ_ONLY_WORDS : null;
}

export function ReadOnlyBadge() {
  const { acting } = useModel();
  if (!useValue(acting.readOnly).on) return null;
  return (
    <span className="badge tone-stopped" title={READ_ONLY_WORDS}>
      <Eye size={11} aria-hidden /> read-only
    </span>
  );
}
