import { useEffect, useState } from 'react';
import { type Forecast, SCOPE_WORDS, SCOPES, type Scope } from '../../core/actions.ts';
import { counted, visible } from '../../core/format.ts';
import { STATE_WORDS } from '../../core/process.ts';
import type { Result } from '../../core/result.ts';
import { useModel } from '../model.ts';
import type { ProcessRow } from '../store/process-store.ts';
import { ActionList } from './action-list.tsx';
import { keysOf } from './whom.ts';

/** Whom an order would hit, asked of the engine; `null` until it has answered. */
export function useForecast(rows: readonly ProcessRow[], scope: Scope): Result<Forecast> | null {
  const { acting } = useModel();
  const [answer, setAnswer] = useState<Result<Forecast> | null>(null);
  useEffect(() => {
    let current = true;
    void acting.forecast(keysOf(rows), scope).then((said) => {
      if (current) setAnswer(said);
    });
    return () => {
      current = false;
    };
  }, [acting, rows, scope]);
  return answer;
}

export const hitBy = (forecast: Result<Forecast> | null): number =>
  forecast?.ok === true ? forecast.value.targets.filter(({ refused }) => refused === null).length : 0;

/** Everybody who will be hit, by name, and what should be known before. */
export function Targets({ forecast }: { readonly forecast: Result<Forecast> | null }) {
  if (forecast === null) return <p className="action-list-wait">Looking who that is …</p>;
  if (!forecast.ok) return null;
  const { targets, gone } = forecast.value;
  return (
    <>
      {targets.length === 0 ? (
        <p className="note">
          {gone === 1 ? 'It has ended already' : 'All of them have ended already'}: there is nobody left to
          act on.
        </p>
      ) : (
        <ActionList label="Who will be hit">
          {targets.map(({ key, pid, name, state, refused }) => (
            <li key={key} data-refused={refused !== null || undefined}>
              <span className="action-name">{visible(name)}</span>
              <code>{pid}</code>
              <span className="action-says">
                {refused === null ? STATE_WORDS[state] : `left alone: ${refused}`}
              </span>
            </li>
          ))}
        </ActionList>
      )}
      {targets.length > 0 && gone > 0 ? (
        <p className="note">
          {counted(gone, 'of those selected has', 'of those selected have')} ended already, and{' '}
          {gone === 1 ? 'is' : 'are'} left out.
        </p>
      ) : null}
      <Warnings forecast={forecast} />
    </>
  );
}

/** What else would be lost: the terminal or the desktop that this session runs in. */
export function Warnings({ forecast }: { readonly forecast: Result<Forecast> | null }) {
  if (forecast?.ok !== true) return null;
  return forecast.value.warnings.map((warning) => (
    <p key={warning} className="note tone-hot">
      <strong>{warning}</strong>
    </p>
  ));
}

interface ScopeChoiceProps {
  readonly scope: Scope;
  readonly disabled: boolean;
  readonly choose: (scope: Scope) => void;
}

const SCOPE_TITLES: Readonly<Record<Scope, string>> = {
  one: 'Alone',
  tree: 'With all below',
  group: 'Group',
  session: 'Session',
};

export function ScopeChoice({ scope, disabled, choose }: ScopeChoiceProps) {
  return (
    <div className="joined" role="radiogroup" aria-label="How far it reaches">
      {SCOPES.map((one) => (
        <label key={one} className="button small scope-option" title={SCOPE_WORDS[one]}>
          <input
            type="radio"
            name="scope"
            className="unseen"
            checked={one === scope}
            disabled={disabled}
            onChange={() => choose(one)}
          />
          {SCOPE_TITLES[one]}
        </label>
      ))}
    </div>
  );
}
