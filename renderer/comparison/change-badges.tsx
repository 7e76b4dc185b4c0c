import { changeInWords } from '../../core/snapshot/change-words.ts';
import { CHANGE_MEANINGS, type ChangeKind } from '../../core/snapshot/compare.ts';
import { useModel } from '../model.ts';
import type { ProcessRow } from '../store/process-store.ts';
import { useValue } from '../store/value.ts';
import './comparison.css';

/** A tone for each; those that ended are struck through besides. */
export const CHANGE_TONES: Readonly<Record<ChangeKind, string>> = {
  started: 'tone-lab',
  ended: '',
  reparented: 'tone-orphan',
  zombie: 'tone-zombie',
  reaped: '',
  grown: 'tone-hot',
};

/** What became of a process, in the window of a comparison; nothing anywhere else. */
export function ChangeBadges({ row }: { readonly row: ProcessRow }) {
  const { comparison } = useModel();
  const change = useValue(comparison.changes).get(row.key);
  if (change === undefined) return null;
  const sides = { before: change.before, after: change.gone ? null : row.process };
  return change.kinds.map((kind) => (
    <span key={kind} className={`badge change ${CHANGE_TONES[kind]}`} title={`It ${CHANGE_MEANINGS[kind]}`}>
      {kind === 'zombie' ? 'became zombie' : changeInWords(kind, sides)}
    </span>
  ));
}
