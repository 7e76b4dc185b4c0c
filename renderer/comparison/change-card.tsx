import { visible } from '../../core/format.ts';
import { masked } from '../../core/secrets.ts';
import { changeInWords } from '../../core/snapshot/change-words.ts';
import { CHANGE_MEANINGS } from '../../core/snapshot/compare.ts';
import { useModel } from '../model.ts';
import type { ProcessRow } from '../store/process-store.ts';
import { useValue } from '../store/value.ts';

/** In the details: what became of the process, and how it was before. */
export function ChangeCard({ row }: { readonly row: ProcessRow }) {
  const { comparison } = useModel();
  const change = useValue(comparison.changes).get(row.key);
  if (change === undefined) return null;
  const { before, gone, kinds } = change;
  const after = gone ? null : row.process;
  return (
    <section className="card facts" aria-label="What changed">
      <h3 className="change-title">What changed</h3>
      <ul className="change-list selectable">
        {kinds.map((kind) => (
          <li key={kind}>
            It {CHANGE_MEANINGS[kind]}
            {kind === 'reparented' || kind === 'grown' ? `: ${changeInWords(kind, { before, after })}` : ''}
          </li>
        ))}
        {before === null || after === null || before.command === after.command ? null : (
          <li>
            before, its command was <code>{visible(masked(before.command))}</code>
          </li>
        )}
      </ul>
    </section>
  );
}
