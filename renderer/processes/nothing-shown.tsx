import { Search as SearchIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { counted } from '../../core/format.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';

/** In the place of the tree, when it is empty: why it is, and what to do next. */
export function NothingShown() {
  const { tree, settings, live } = useModel();
  const { text, query, error, early } = useValue(tree.search);
  const outside = useValue(tree.found)?.outside.length ?? 0;
  const focused = useValue(tree.focus).length > 0;
  const { hidden } = tree.matches;
  const wrong = error !== null && !early;
  const asked = <code>{query.text.trim()}</code>;
  const all = (
    <button type="button" className="button" onClick={() => tree.find('')}>
      {focused ? 'Clear the search' : 'Show all processes'}
    </button>
  );

  if (!tree.filtered) return <Empty title="No process to show">{text === '' ? null : all}</Empty>;
  if (outside > 0) {
    return (
      <Empty title={`${counted(outside, 'match', 'matches')} outside the focus`}>
        <p>Nothing that is in the focus matches {asked}.</p>
        <div className="state-actions">
          <button type="button" className="button primary" onClick={() => tree.focusOnFound()}>
            Add {outside === 1 ? 'it' : 'them'} to the focus
          </button>
          <button type="button" className="button" onClick={() => tree.showEverything()}>
            Show everything
          </button>
        </div>
      </Empty>
    );
  }
  if (hidden > 0) {
    return (
      <Empty title={`${counted(hidden, 'match', 'matches')} hidden`}>
        <p>Only processes of Reaptree itself match {asked}, and those are hidden.</p>
        <div className="state-actions">
          <button
            type="button"
            className="button primary"
            onClick={() => settings.change({ hideOwn: false })}
          >
            Show Reaptree's own
          </button>
          {all}
        </div>
      </Empty>
    );
  }
  return (
    <Empty title="No process matches">
      <p>
        {wrong ? (
          <>
            <code>{text.trim()}</code> cannot be read, and the last search that could be found nothing:{' '}
            {asked}.
          </>
        ) : (
          <>
            Nothing {live ? 'that runs now' : 'that was kept'} matches {asked}.
          </>
        )}
        {live ? ' What begins later and matches will appear here.' : null}
      </p>
      {all}
    </Empty>
  );
}

function Empty({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="state" role="status">
      <SearchIcon size={28} strokeWidth={1.6} aria-hidden />
      <h2>{title}</h2>
      {children}
    </div>
  );
}
