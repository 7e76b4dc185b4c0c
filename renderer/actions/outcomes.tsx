import { OUTCOME_WORDS, type Outcome } from '../../core/actions.ts';
import { visible } from '../../core/format.ts';
import { ActionList } from './action-list.tsx';

/** What became of each that an order reached. */
export function Outcomes({ outcomes }: { readonly outcomes: readonly Outcome[] }) {
  return (
    <ActionList label="What became of each">
      {outcomes.map(({ key, pid, name, kind, says }) => (
        <li key={key} data-kind={kind}>
          <span className="action-name">{visible(name)}</span>
          <code>{pid}</code>
          <span className="action-says">
            <strong>{OUTCOME_WORDS[kind]}</strong>
            {says === null ? '' : `: ${visible(says)}`}
          </span>
        </li>
      ))}
    </ActionList>
  );
}
