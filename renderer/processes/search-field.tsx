import { CornerDownRight, Search as SearchIcon, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { containerOf } from '../../core/container.ts';
import { type Completions, completionsAt, type Known } from '../../core/query/completion.ts';
import { useModel } from '../model.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { useValue } from '../store/value.ts';
import { SearchOffers } from './search-offers.tsx';
import type { Search } from './tree-view.ts';
import './search-field.css';

const NO_OFFERS: Completions = { from: 0, to: 0, offers: [] };

/** Of the processes there are now. */
function knownOf(processes: ProcessStore, compared: boolean): Known {
  const users = new Set<string>();
  const containers = new Set<string>();
  for (const { process } of processes.rows()) {
    if (process.user !== null) users.add(process.user);
    const container = containerOf(process.cgroup);
    if (container !== null) containers.add(container);
  }
  return { users: [...users].sort(), containers: [...containers].sort(), compared };
}

export function SearchField() {
  const { tree, searchWanted, processes, view } = useModel();
  const search = useValue(tree.search);
  const wanted = useValue(searchWanted);
  const input = useRef<HTMLInputElement>(null);
  const under = useRef<HTMLDivElement>(null);
  const errorId = useId();
  const listId = useId();
  const [completions, setCompletions] = useState(NO_OFFERS);
  /** -1: none of the offers, so Enter means what was typed. */
  const [active, setActive] = useState(-1);
  const { offers } = completions;

  useEffect(() => {
    if (!wanted) return;
    input.current?.select();
    searchWanted.set(false);
  }, [wanted, searchWanted]);

  const toTree = (): void => document.querySelector<HTMLElement>('[role="treegrid"]')?.focus();

  const offer = (text: string, caret: number): void => {
    setCompletions(completionsAt(text, caret, knownOf(processes, view.get().kind === 'comparison')));
    setActive(-1);
  };
  const withdraw = (): void => setCompletions(NO_OFFERS);

  const take = (index: number): void => {
    const chosen = offers[index];
    const field = input.current;
    if (chosen === undefined || field === null) return;
    const { from, to } = completions;
    const end = chosen.open ? '' : ' ';
    const text = `${search.text.slice(0, from)}${chosen.text}${end}${search.text.slice(to).trimStart()}`;
    const caret = from + chosen.text.length + end.length;
    tree.find(text);
    offer(text, caret);
    // React writes the text into the field first, and that moves the caret to the end.
    requestAnimationFrame(() => field.setSelectionRange(caret, caret));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const open = offers.length > 0;
    switch (event.key) {
      case 'Escape':
        if (open) withdraw();
        else if (search.text === '') toTree();
        else tree.find('');
        break;
      case 'ArrowDown':
        if (open) setActive((active + 1) % offers.length);
        else toTree();
        event.preventDefault();
        break;
      case 'ArrowUp':
        if (!open) break;
        setActive(active <= 0 ? offers.length - 1 : active - 1);
        event.preventDefault();
        break;
      case 'Tab':
        if (!open || event.shiftKey) break;
        take(Math.max(0, active));
        event.preventDefault();
        break;
      case 'Enter':
        if (open && active !== -1) take(active);
        else {
          withdraw();
          toTree();
        }
        event.preventDefault();
        break;
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
          role="combobox"
          value={search.text}
          placeholder="name, pid, cpu>5 or mark:orphan"
          aria-label="Search processes"
          aria-keyshortcuts="/"
          aria-invalid={search.error !== null}
          aria-describedby={search.error === null ? undefined : errorId}
          aria-autocomplete="list"
          aria-expanded={offers.length > 0}
          aria-controls={listId}
          aria-activedescendant={active === -1 ? undefined : `${listId}-${active}`}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            tree.find(event.target.value);
            offer(event.target.value, event.target.selectionStart ?? event.target.value.length);
          }}
          onBlur={withdraw}
          onKeyDown={onKeyDown}
          onScroll={(event) => {
            if (under.current !== null) under.current.scrollLeft = event.currentTarget.scrollLeft;
          }}
        />
      </div>
      {search.text === '' ? (
        <kbd aria-hidden>/</kbd>
      ) : (
        <>
          <SubtreeSwitch />
          <button
            type="button"
            className="search-button"
            aria-label="Clear the search"
            onClick={() => {
              withdraw();
              tree.find('');
            }}
          >
            <X size={14} aria-hidden />
          </button>
        </>
      )}
      <div className="search-below">
        {search.error === null ? null : (
          <p className="search-error" id={errorId} role="alert">
            {search.error.message}
          </p>
        )}
        <SearchOffers id={listId} offers={offers} active={active} onTake={take} />
      </div>
    </search>
  );
}

function SubtreeSwitch() {
  const { settings } = useModel();
  const { subtrees } = useValue(settings);
  return (
    <button
      type="button"
      className="search-button"
      aria-label="Keep what is below the matches"
      title="Keep what is below the matches"
      aria-pressed={subtrees}
      onClick={() => settings.change({ subtrees: !subtrees })}
    >
      <CornerDownRight size={14} aria-hidden />
    </button>
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
