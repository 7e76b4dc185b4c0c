import { bytes, counted } from '../format.ts';
import { CHANGE_KINDS, type ChangedProcess, type ChangeKind, type Comparison } from './compare.ts';
import { exitInWords } from './file-columns.ts';

type Change = Pick<ChangedProcess, 'before' | 'after'>;

/** One change in a few words: `reparented 512 → 1`, `grown 10.0 MB → 24.1 MB`, `zombie (exit 3)`. */
export function changeInWords(kind: ChangeKind, { before, after }: Change): string {
  switch (kind) {
    case 'reparented':
      return `reparented ${before?.ppid} → ${after?.ppid}`;
    case 'grown':
      return `grown ${bytes(before?.rssBytes)} → ${bytes(after?.rssBytes)}`;
    case 'zombie': {
      const exit = exitInWords(after?.exit ?? null);
      return exit === null ? 'zombie' : `zombie (${exit})`;
    }
    default:
      return kind;
  }
}

const COUNTED: Readonly<Record<ChangeKind, string>> = {
  started: 'started',
  ended: 'ended',
  reparented: 'reparented',
  zombie: 'became a zombie',
  reaped: 'reaped',
  grown: 'grown',
};

/** `2 started, 1 became a zombie`, or `nothing changed`. */
export function countsInWords({ counts }: Comparison): string {
  const words = CHANGE_KINDS.filter((kind) => counts[kind] > 0).map((kind) =>
    kind === 'zombie' && counts.zombie > 1
      ? `${counts.zombie} became zombies`
      : `${counted(counts[kind], COUNTED[kind], COUNTED[kind])}`,
  );
  return words.length === 0 ? 'nothing changed' : words.join(', ');
}
