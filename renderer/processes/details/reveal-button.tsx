import { Eye, EyeOff } from 'lucide-react';

interface RevealButtonProps {
  readonly revealed: boolean;
  readonly onClick: () => void;
}

/** Shows what is masked, or masks it again. */
export function RevealButton({ revealed, onClick }: RevealButtonProps) {
  return (
    <button type="button" className="button bare small" onClick={onClick}>
      {revealed ? <EyeOff size={13} aria-hidden /> : <Eye size={13} aria-hidden />}
      {revealed ? 'Hide the secrets' : 'Reveal the secrets'}
    </button>
  );
}
