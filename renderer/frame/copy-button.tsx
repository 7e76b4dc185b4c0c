import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copy } from '../copy.ts';

/** For how long it is said that something was copied. */
const SAID_MS = 1_500;

interface CopyButtonProps {
  /** Named for those who do not see what stands beside the button. */
  readonly what: string;
  readonly disabled?: boolean;
  readonly text: () => string;
}

export function CopyButton({ what, disabled = false, text }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      className="button bare small"
      aria-label={`Copy ${what}`}
      disabled={disabled}
      onClick={() => {
        copy(text());
        setCopied(true);
      }}
    >
      {copied ? <Check size={13} aria-hidden /> : <Copy size={13} aria-hidden />}
      <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
    </button>
  );
}
