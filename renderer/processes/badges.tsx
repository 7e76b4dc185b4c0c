import { Skull } from 'lucide-react';
import type { ReactNode } from 'react';
import { count, counted } from '../../core/format.ts';
import { MARK_MEANINGS, type Mark } from '../../core/marks.ts';

type Tone = 'zombie' | 'orphan' | 'daemon' | 'stopped' | 'lab' | 'hot' | 'neutral';

const TONES: Readonly<Record<Mark, Tone>> = {
  zombie: 'zombie',
  'leader-exited': 'neutral',
  orphan: 'orphan',
  daemon: 'daemon',
  stopped: 'stopped',
  uninterruptible: 'neutral',
  kernel: 'neutral',
  lab: 'lab',
  own: 'neutral',
};

/** A mark in word and colour; a zombie carries a skull besides. */
export function MarkBadge({ mark }: { readonly mark: Mark }) {
  return (
    <span className={`badge tone-${TONES[mark]}`} title={MARK_MEANINGS[mark]}>
      {mark === 'zombie' ? <Skull size={11} strokeWidth={2.4} aria-hidden /> : null}
      {mark === 'own' ? 'Reaptree' : mark.replace('-', ' ')}
    </span>
  );
}

export function HoldsBadge({ zombies }: { readonly zombies: number }) {
  const words = `holds ${counted(zombies, 'zombie')}`;
  return (
    <span className="badge tone-zombie" title={words}>
      <Shortened zombies={zombies}>{words}</Shortened>
    </span>
  );
}

/** The words, or within a `.narrowing` that has no room for them a skull with the number. */
export function Shortened({ zombies, children }: { readonly zombies: number; readonly children: string }) {
  return (
    <>
      <span className="badge-words">{children}</span>
      <span className="badge-short" aria-hidden>
        <Skull size={11} strokeWidth={2.4} />
        {count(zombies)}
      </span>
    </>
  );
}

export function Badge({
  tone = 'neutral',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}) {
  return <span className={`badge tone-${tone}`}>{children}</span>;
}
