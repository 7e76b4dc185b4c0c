import { Eye, EyeOff } from 'lucide-react';
import { useMemo, useState } from 'react';
import { visible } from '../../../../core/format.ts';
import type { Variable } from '../../../../core/inspection.ts';
import { MASK, replaced, type Span, secretsOfVariable } from '../../../../core/secrets.ts';
import { CopyButton } from '../../../frame/copy-button.tsx';
import { MaskedText } from '../masked-text.tsx';
import { RevealButton } from '../reveal-button.tsx';
import { Nothing } from './part.tsx';

interface Shown extends Variable {
  readonly secrets: readonly Span[];
}

export function EnvironmentPart({ variables }: { readonly variables: readonly Variable[] }) {
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(
    () => variables.map((one): Shown => ({ ...one, secrets: secretsOfVariable(one.name, one.value) })),
    [variables],
  );
  const secret = shown.filter(({ secrets }) => secrets.length > 0).map(({ name }) => name);
  const all = secret.length > 0 && secret.every((name) => revealed.has(name));
  const toggle = (name: string): void => {
    const next = new Set(revealed);
    if (!next.delete(name)) next.add(name);
    setRevealed(next);
  };
  if (variables.length === 0) return <Nothing>It was given none.</Nothing>;
  return (
    <>
      <div className="part-tools">
        {secret.length === 0 ? null : (
          <RevealButton revealed={all} onClick={() => setRevealed(all ? new Set() : new Set(secret))} />
        )}
        <CopyButton
          what="the environment as it is shown"
          text={() => shown.map((one) => lineOf(one, revealed.has(one.name))).join('\n')}
        />
      </div>
      <dl className="variables">
        {shown.map(({ name, value, secrets }) => (
          <div key={name}>
            <dt className="code selectable">{visible(name)}</dt>
            <dd className="code selectable">
              <MaskedText text={value} secrets={secrets} revealed={revealed.has(name)} />
              {secrets.length === 0 ? null : (
                <button
                  type="button"
                  className="part-eye"
                  aria-label={`${revealed.has(name) ? 'Hide' : 'Reveal'} ${name}`}
                  onClick={() => toggle(name)}
                >
                  {revealed.has(name) ? <EyeOff size={12} aria-hidden /> : <Eye size={12} aria-hidden />}
                </button>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const lineOf = ({ name, value, secrets }: Shown, revealed: boolean): string =>
  `${name}=${revealed ? value : replaced(value, secrets, () => MASK)}`;
