import { type KeyboardEvent, useState } from 'react';
import { useModel } from '../model.ts';
import { placeByName } from './by-name.ts';
import './name-finder.css';

/** Goes to the row of a name while it is typed; nothing is filtered. Escape, Enter or a click elsewhere ends it. */
export function NameFinder() {
  const { tree, processes, findingName } = useModel();
  const [text, setText] = useState('');
  const [found, setFound] = useState(true);

  const go = (wanted: string, step: 1 | -1, onward: boolean): void => {
    const { list } = tree.rows.get();
    const current = tree.selection.current.get();
    const at = current === null ? -1 : tree.placeOf(current.key);
    const from = onward ? at + step : Math.max(0, at);
    const names = list.map(({ key }) => processes.row(key)?.process.name ?? '');
    const row = list[placeByName(names, wanted, from, step)];
    setFound(row !== undefined || wanted === '');
    if (row === undefined) return;
    tree.selection.only(row.key);
    tree.reveal.set({ key: row.key, step: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      go(text, event.key === 'ArrowDown' ? 1 : -1, true);
    } else if (event.key === 'Escape' || event.key === 'Enter') {
      findingName.set(false);
      document.querySelector<HTMLElement>('[role="treegrid"]')?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="name-finder" data-none={!found || undefined}>
      <input
        // It was asked for by a key, and is what the next one is for.
        ref={(input) => input?.focus()}
        className="input"
        type="text"
        placeholder="Go to a name"
        aria-label="Go to the row of this name"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          go(target.value, 1, false);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => findingName.set(false)}
      />
      <span role="status">{found ? '' : 'no such row'}</span>
      <kbd aria-hidden>↑</kbd>
      <kbd aria-hidden>↓</kbd>
    </div>
  );
}
