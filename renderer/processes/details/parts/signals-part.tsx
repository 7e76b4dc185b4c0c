import type { SignalMasks } from '../../../../core/inspection.ts';

const SETS: readonly (readonly [keyof SignalMasks, string, string])[] = [
  ['caught', 'Handled', 'a function of the program takes them'],
  ['ignored', 'Ignored', 'they do nothing; children whose SIGCHLD is ignored leave no zombies'],
  ['blocked', 'Blocked', 'they wait until it lets them through'],
  ['pending', 'Waiting', 'sent, and not yet taken'],
];

/** Those that decide whether children are collected stand out. */
const TELLING = 'SIGCHLD';

export function SignalsPart({ masks }: { readonly masks: SignalMasks }) {
  return (
    <dl className="signal-sets">
      {SETS.map(([set, title, about]) => (
        <div key={set}>
          <dt title={about}>{title}</dt>
          <dd>
            {masks[set].length === 0 ? <span className="muted">none</span> : null}
            {masks[set].map((name) => (
              <span key={name} className={`badge ${name === TELLING ? 'telling' : ''}`}>
                {name.replace(/^SIG(?=[A-Z])/, '')}
              </span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
