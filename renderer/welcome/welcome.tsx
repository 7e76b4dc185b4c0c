import { Skull } from 'lucide-react';
import type { ReactNode } from 'react';
import { carryOut } from '../frame/commands.ts';
import { placeNamed } from '../frame/places.ts';
import { useModel } from '../model.ts';
import { HoldsBadge, MarkBadge } from '../processes/badges.tsx';
import './welcome.css';

const EXAMPLES: readonly (readonly [query: string, meaning: string])[] = [
  ['mark:zombie', 'the dead that nobody collected'],
  ['cpu>5 user:me', 'what of yours is busy'],
  ['age<10m not mark:kernel', 'what began lately'],
];

/** The first start: what is what on this screen, beside the screen itself. */
export function Welcome() {
  const model = useModel();
  const { settings, tree, place } = model;
  return (
    <div className="welcome">
      <h2>Every process, below the one that started it</h2>
      <p>The tree on the left is live. This is how to read it:</p>
      <dl>
        <Line sign={<MarkBadge mark="zombie" />}>
          It has ended, but its parent has not asked how. It cannot be killed: it is dead already. Select one
          to see why it is still there, and what helps.
        </Line>
        <Line sign={<HoldsBadge zombies={3} />}>
          The parent that should have collected them. <Skull size={12} aria-label="Leaks" /> on the left ranks
          such parents.
        </Line>
        <Line sign={<MarkBadge mark="orphan" />}>Its parent ended before it, and another adopted it.</Line>
        <Line sign={<MarkBadge mark="daemon" />}>A service in the background, without a terminal.</Line>
        <Line sign={<span className="welcome-fresh">new</span>}>A green bar: it began a moment ago.</Line>
        <Line sign={<s>ended</s>}>It is gone, and leaves the list in a few seconds.</Line>
      </dl>
      <h3>Search by what you want to know</h3>
      <ul>
        {EXAMPLES.map(([query, meaning]) => (
          <li key={query}>
            <button type="button" className="link code" onClick={() => tree.find(query)}>
              {query}
            </button>
            <span>{meaning}</span>
          </li>
        ))}
      </ul>
      <h3>Try it without harm</h3>
      <p>
        In the lab, real processes are made to fork, wait and die, and nothing is left of them afterwards.{' '}
        <button type="button" className="link welcome-link" onClick={() => place.set(placeNamed('lab'))}>
          Go there
        </button>
      </p>
      <p>
        All keys are under{' '}
        <button type="button" className="link" aria-label="Keyboard" onClick={() => carryOut(model, 'keys')}>
          <kbd>?</kbd>
        </button>
        .
      </p>
      <button type="button" className="button primary" onClick={() => settings.change({ welcomed: true })}>
        Got it
      </button>
    </div>
  );
}

function Line({ sign, children }: { readonly sign: ReactNode; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{sign}</dt>
      <dd>{children}</dd>
    </div>
  );
}
