import { CircleHelp, CornerDownRight, Search as SearchIcon, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { carryOut } from '../frame/commands.ts';
import { Tip } from '../frame/tip.tsx';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { SearchOffers } from './search-offers.tsx';
import type { Search } from './searching.ts';
import { useOffers } from './use-offers.ts';
import './search-field.css';

export function SearchField() {
  const { tree, searchWanted } = useModel();
  const search = useValue(tree.search);
  const wanted = useValue(searchWanted);
  const input = useRef<HTMLInputElement>(null);
  const under = useRef<HTMLDivElement>(null);
  const errorId = useId();
  const listId = useId();
  const offers = useOffers();
  const open = offers.list.length > 0;
  const error = search.early ? null : search.error;

  useEffect(() => {
    if (!wanted) return;
    input.current?.select();
    searchWanted.set(false);
  }, [wanted, searchWanted]);

  const toTree = (): void => document.querySelector<HTMLElement>('[role="treegrid"]')?.focus();

  const ask = (): void => offers.offer(search.text, input.current?.selectionStart ?? 0, { asked: true });

  const take = (index: number): void => {
    const taken = offers.taken(index);
    const field = input.current;
    if (taken === null || field === null) return;
    const { text, caret } = taken;
    tree.type(text, caret);
    offers.offer(text, caret);
    // React writes the text into the field first, and that moves the caret to the end.
    requestAnimationFrame(() => field.setSelectionRange(caret, caret));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    switch (event.key) {
      case 'Escape':
        if (open) offers.withdraw();
        else if (search.text === '') toTree();
        else tree.find('');
        break;
      case ' ':
        if (!event.ctrlKey) break;
        ask();
        event.preventDefault();
        break;
      case 'ArrowDown':
        if (open) offers.move(1);
        else if (event.altKey || search.text === '') ask();
        else toTree();
        event.preventDefault();
        break;
      case 'ArrowUp':
        if (!open) break;
        offers.move(-1);
        event.preventDefault();
        break;
      case 'Tab':
        if (!open || event.shiftKey) break;
        take(Math.max(0, offers.active));
        event.preventDefault();
        break;
      case 'Enter':
        if (open && offers.active !== -1) take(offers.active);
        else {
          offers.withdraw();
          tree.restTyping();
          // What is wrong is mended here, and what finds nothing.
          if (search.error === null && tree.rows.get().list.length > 0) toTree();
        }
        event.preventDefault();
        break;
    }
  };

  return (
    <search className="search" data-wrong={error !== null || undefined}>
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
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : errorId}
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={listId}
          aria-activedescendant={offers.active === -1 ? undefined : `${listId}-${offers.active}`}
          autoComplete="off"
          spellCheck={false}
          onFocus={offers.prepare}
          onChange={({ target: { value, selectionStart } }) => {
            const caret = selectionStart ?? value.length;
            if (insertedInto(search.text, value) > 1) tree.find(value);
            else tree.type(value, caret);
            offers.offer(value, caret);
          }}
          onSelect={({ currentTarget: { value, selectionStart, selectionEnd } }) => {
            if (selectionStart !== selectionEnd) offers.withdraw();
            else offers.follow(value, selectionStart ?? value.length);
          }}
          onBlur={() => {
            offers.withdraw();
            // Other rows in the midst of a click would take what was pressed away from under the pointer.
            if (search.error !== null) tree.restTyping();
          }}
          onKeyDown={onKeyDown}
          onScroll={(event) => {
            if (under.current !== null) under.current.scrollLeft = event.currentTarget.scrollLeft;
          }}
        />
      </div>
      {search.text === '' ? (
        <>
          <kbd aria-hidden>/</kbd>
          <HelpButton />
        </>
      ) : (
        <>
          <SubtreeSwitch />
          <button
            type="button"
            className="search-button"
            aria-label="Clear the search"
            onClick={() => {
              offers.withdraw();
              tree.find('');
            }}
          >
            <X size={14} aria-hidden />
          </button>
        </>
      )}
      <div className="search-below">
        <SearchOffers id={listId} offers={offers.list} active={offers.active} onTake={take} />
        {error === null ? null : (
          <p className="search-error" id={errorId} role="alert">
            {error.message}
          </p>
        )}
      </div>
    </search>
  );
}

/** How many letters came in at once: more than one were pasted, and are a text that somebody is done with. */
function insertedInto(before: string, after: string): number {
  const most = Math.min(before.length, after.length);
  let same = 0;
  while (same < most && before[same] === after[same]) same += 1;
  let sameAtEnd = 0;
  while (sameAtEnd < most - same && before.at(-1 - sameAtEnd) === after.at(-1 - sameAtEnd)) sameAtEnd += 1;
  return after.length - same - sameAtEnd;
}

/** In the place of the key that leads into the field, once one is there. */
function HelpButton() {
  const model = useModel();
  return (
    <Tip text="How to search">
      <button
        type="button"
        className="search-button search-help"
        aria-label="How to search"
        onClick={() => carryOut(model, 'search-help')}
      >
        <CircleHelp size={14} aria-hidden />
      </button>
    </Tip>
  );
}

function SubtreeSwitch() {
  const model = useModel();
  const { subtrees } = useValue(model.settings);
  return (
    <Tip text={subtrees ? 'Show only the matches again' : 'Keep what is below the matches'}>
      <button
        type="button"
        className="search-button"
        aria-label="Keep what is below the matches"
        aria-pressed={subtrees}
        onClick={() => carryOut(model, 'subtrees')}
      >
        <CornerDownRight size={14} aria-hidden />
      </button>
    </Tip>
  );
}

/** The same text, unseen, under what is typed: it carries the grounds of the terms and the line under a mistake. */
function Underlay({ search: { text, terms, error } }: { readonly search: Search }): ReactNode {
  const signs = terms
    .filter(({ field }) => field !== null)
    .map(({ from, to, value }) => ({
      from,
      to,
      className: value === 'zombie' ? 'term tone-zombie' : 'term',
    }));
  if (error !== null) signs.push({ from: error.from, to: error.to, className: 'wrong' });
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const { from, to, className } of signs.sort((a, b) => a.from - b.from)) {
    pieces.push(
      text.slice(at, from),
      <span key={from} className={className}>
        {text.slice(from, to)}
      </span>,
    );
    at = to;
  }
  return [...pieces, text.slice(at)];
}
