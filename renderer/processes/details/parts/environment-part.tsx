import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { visible } from '../../../../core/format.ts';
import type { Variable } from '../../../../core/inspection.ts';
import { CopyButton } from '../../../frame/copy-button.tsx';
import { Nothing } from './part.tsx';

const MASK = '••••••••';

export function EnvironmentPart({ variables }: { readonly variables: readonly Variable[] }) {
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(new Set());
  const secrets = variables.filter(({ secret }) => secret).map(({ name }) => name);
  const all = secrets.length > 0 && secrets.every((name) => revealed.has(name));
  const shown = ({ name, value, secret }: Variable): string =>
    secret && !revealed.has(name) ? MASK : visible(value);
  const toggle = (name: string): void => {
    const next = new Set(revealed);
    if (!next.delete(name)) next.add(name);
    setRevealed(next);
  };
  if (variables.length === 0) return <Nothing>It was given none.</Nothing>;
  return (
    <>
      <div className="part-tools">
        {secrets.length === 0 ? null : (
          <button
            type="button"
            className="button bare small"
            aria-pressed={all}
            onClick={() => setRevealed(all ? new Set() : new Set(secrets))}
          >
            {all ? <EyeOff size={13} aria-hidden /> : <Eye size={13} aria-hidden />}
            {all ? 'Hide the secrets' : 'Reveal the secrets'}
          </button>
        )}
        <CopyButton
          what="the environment as it is shown"
          text={() => variables.map((one) => `${one.name}=${shown(one)}`).join('\n')}
        />
      </div>
      <dl className="variables">
        {variables.map((one) => (
          <div key={one.name}>
            <dt className="code selectable">{visible(one.name)}</dt>
            <dd
              className="code selectable"
              data-masked={(one.secret && !revealed.has(one.name)) || undefined}
            >
              {shown(one)}
              {one.secret ? (
                <button
                  type="button"
                  className="part-eye"
                  aria-label={`${revealed.has(one.name) ? 'Hide' : 'Reveal'} ${one.name}`}
                  onClick={() => toggle(one.name)}
                >
                  {revealed.has(one.name) ? <EyeOff size={12} aria-hidden /> : <Eye size={12} aria-hidden />}
                </button>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
