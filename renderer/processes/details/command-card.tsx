import { useMemo, useState } from 'react';
import type { ProcessInfo } from '../../../core/process.ts';
import { masked, secretsIn } from '../../../core/secrets.ts';
import { CopyButton } from '../../frame/copy-button.tsx';
import { useScrollReach } from '../../frame/scroll-reach.ts';
import { MaskedText } from './masked-text.tsx';
import { RevealButton } from './reveal-button.tsx';

/** The command line, its secrets masked until somebody wants to see them. What is copied is what is shown. */
export function CommandCard({ process: { command, marks } }: { readonly process: ProcessInfo }) {
  const [revealed, setRevealed] = useState(false);
  const secrets = useMemo(() => secretsIn(command), [command]);
  return (
    <section className="card facts" aria-label="Command">
      <div className="facts-head">
        <h3>Command</h3>
        {secrets.length === 0 ? null : (
          <RevealButton revealed={revealed} onClick={() => setRevealed(!revealed)} />
        )}
        {command === '' ? null : (
          <CopyButton what="the command as it is shown" text={() => (revealed ? command : masked(command))} />
        )}
      </div>
      <p className="command code selectable" {...useScrollReach()}>
        {command === '' ? (
          <span className="absent">
            {marks.includes('leader-exited')
              ? 'not known: its first thread had ended when it was first seen'
              : 'none: the system keeps no command line for it'}
          </span>
        ) : (
          <MaskedText text={command} secrets={secrets} revealed={revealed} />
        )}
      </p>
    </section>
  );
}
