import { Lock } from 'lucide-react';
import type { Failure } from '../../../../core/result.ts';

/** Why something is not told, and what to do about it. */
export function Refused({ failure: { code, message, hint } }: { readonly failure: Failure }) {
  return (
    <>
      {code === 'not-permitted' ? (
        <>
          <Lock className="part-lock" size={13} aria-hidden />
          <strong>Not permitted. </strong>
        </>
      ) : null}
      {message} {hint}
    </>
  );
}
