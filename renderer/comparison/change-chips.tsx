import { count } from '../../core/format.ts';
import { CHANGED_ONLY } from '../../core/query/fields.ts';
import { CHANGE_KINDS, CHANGE_MEANINGS, type ChangeKind } from '../../core/snapshot/compare.ts';
import type { ComparisonView } from '../../core/view.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { CHANGE_TONES } from './change-badges.tsx';
import './comparison.css';

const WORDS: Readonly<Record<ChangeKind, string>> = {
  started: 'started',
  ended: 'ended',
  reparented: 'reparented',
  zombie: 'became zombies',
  reaped: 'reaped',
  grown: 'grown',
};

/** How many of each kind; pressed, only those are shown, with what is above them. */
export function ChangeChips({ view }: { readonly view: ComparisonView }) {
  const { tree, comparison } = useModel();
  const query = useValue(tree.search).text.trim();
  const changed = useValue(comparison.changes).size;
  const chip = (wanted: string, words: string, tone: string, title: string) => (
    <button
      key={wanted}
      type="button"
      className={`chip ${tone}`}
      aria-pressed={query === wanted}
      title={title}
      onClick={() => tree.toggle(wanted)}
    >
      {words}
    </button>
  );
  return (
    <div className="change-chips">
      {chip(CHANGED_ONLY, `${count(changed)} changed`, '', 'Whatever is not as it was')}
      {CHANGE_KINDS.filter((kind) => view.counts[kind] > 0).map((kind) =>
        chip(
          `change:${kind}`,
          `${count(view.counts[kind])} ${kind === 'zombie' && view.counts.zombie === 1 ? 'became a zombie' : WORDS[kind]}`,
          CHANGE_TONES[kind],
          `Each of them ${CHANGE_MEANINGS[kind]}`,
        ),
      )}
    </div>
  );
}
