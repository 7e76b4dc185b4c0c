import { Search as SearchIcon, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import type { Search } from './tree-view.ts';
import './search-field.css';

export function SearchField() {
  const { tree, searchWanted } = useModel();
  const search = useValue(tree.search);
  const wanted = useValue(searchWanted);
  const input = useRef<HTMLInputElement>(null);
  const under = useRef<HTMLDivElement>(null);
  const errorId = useId();

  useEffect(() => {
    if (!wanted) return;
    input.current?.select();
    searchWanted.set(false);
  }, [wanted, searchWanted]);

  const toTree = (): void => document.querySelector<HTMLElement>('[role="treegrid"]')?.focus();

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      if (search.text === '') toTree();
      else tree.find('');
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      toTree();
      event.preventDefault();
    }
  };

  return (
    <search className="search" data-wrong={search.error !== null || undefined}>
      <SearchIcon className="search-icon" size={14} aria-hidden />
      <div className="search-text">
        <div className="search-under" ref={under} aria-hidden>
          <Underlay search={search} />
        </div>
        <input
          ref={input}
          type="text"
          value={search.text}
          placeholder="name, pid, user or mark:orphan"
          aria-label="Search processes"
          aria-keyshortcuts="/"
          aria-invalid={search.error !== null}
          aria-describedby={search.error === null ? undefined : errorId}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => tree.find(event.target.value)}
          onKeyDown={onKeyDown}
          onScroll={(event) => {
            if (under.current !== null) under.current.scrollLeft = event.currentTarget.scrollLeft;
          }}
        />
      </div>
      {search.text === '' ? (
        <kbd aria-hidden>/</kbd>
      ) : (
        <button
          type="button"
          className="search-clear"
          aria-label="Clear the search"
          onClick={() => tree.find('')}
        >
          <X size={14} aria-hidden />
        </button>
      )}
      {search.error === null ? null : (
        <p className="search-error" id={errorId} role="alert">
          {search.error.message}
        </p>
      )}
    </search>
  );
}

/** The same text, unseen, under what is typed: it carries the grounds of the terms and the line under a mistake. */
function Underlay({ search: { text, query, error } }: { readonly search: Search }): ReactNode {
  if (error !== null) {
    return (
      <>
        {text.slice(0, error.from)}
        <span className="wrong">{text.slice(error.from, error.to)}</span>
        {text.slice(error.to)}
      </>
    );
  }
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const term of query.terms) {
    if (term.field === null) continue;
    pieces.push(text.slice(at, term.from));
    pieces.push(
      <span key={term.from} className={term.value === 'zombie' ? 'term tone-zombie' : 'term'}>
        {text.slice(term.from, term.to)}
      </span>,
    );
    at = term.to;
  }
  return [...pieces, text.slice(at)];
}
