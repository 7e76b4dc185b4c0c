import { memo } from 'react';
import { count, counted } from '../../core/format.ts';
import type { LabChild, LabParent } from '../../core/lab.ts';

import { useModel } from '../model.ts';
import { Badge } from '../processes/badges.tsx';
import { ChildRow, PidLink } from './child-row.tsx';
import { inFamilies } from './family-order.ts';
import { ForkForm } from './fork-form.tsx';
import { ForkProgress } from './fork-progress.tsx';
import { MoreMenu } from './more-menu.tsx';
import { ReapingForm, reapingWords } from './reaping-form.tsx';
import { LabSignalMenu } from './signal-menu.tsx';
import { WaitpidForm } from './waitpid-form.tsx';
import './parent-card.css';

/** More than one looks at; the tree holds them all. */
const SHOWN = 100;
/** Of those that are gone, enough to see that they went. */
const GONE_SHOWN = 3;

interface ParentCardProps {
  readonly parent: LabParent;
  /** It plays in a scenario: it may be signalled, but it takes its orders from the story. */
  readonly played?: boolean;
  /** The keys mean this one. */
  readonly current?: boolean;
}

export const ParentCard = memo(function ParentCard({
  parent,
  played = false,
  current = false,
}: ParentCardProps) {
  const { lab } = useModel();
  const busy = parent.blockedIn !== null || parent.stopped;
  return (
    <article
      className="card parent"
      aria-label={`Parent ${parent.pid}`}
      data-pid={parent.pid}
      data-key={parent.key}
      data-current={current || undefined}
      tabIndex={-1}
      onFocus={() => lab.touched.set(parent.key)}
      onPointerDown={() => lab.touched.set(parent.key)}
    >
      <header>
        <Badge tone="lab">parent</Badge>
        <PidLink processKey={parent.key} pid={parent.pid} />
        <span className="parent-state">
          {parent.reaping === 'none' ? null : <Badge tone="lab">{reapingWords(parent)}</Badge>}
          {parent.stopped ? <Badge tone="stopped">stopped</Badge> : null}
          {parent.blockedIn === null ? null : <Badge tone="orphan">blocked in {parent.blockedIn}</Badge>}
        </span>
        {played ? <LabSignalMenu to={parent.key} whom={`parent ${parent.pid}`} compact /> : null}
      </header>
      <Children of={parent.children} />
      <ForkProgress parent={parent} />
      {played ? null : <Orders parent={parent} busy={busy} />}
      {busy && !played ? <Busy parent={parent} /> : null}
    </article>
  );
});

function Orders({ parent, busy }: { readonly parent: LabParent; readonly busy: boolean }) {
  const { lab } = useModel();
  return (
    <footer>
      <ForkForm parent={parent.key} disabled={busy} />
      <button
        type="button"
        className="button small"
        disabled={busy}
        aria-keyshortcuts="W"
        title="Blocks until any child has ended, and collects it (W)"
        onClick={() => void lab.wait(parent.key)}
      >
        wait()
      </button>
      <WaitpidForm parent={parent} disabled={busy} />
      <button
        type="button"
        className="button small"
        disabled={busy}
        aria-keyshortcuts="H"
        title="waitpid(-1, &status, WNOHANG): collects a child that has ended, never blocks (H)"
        onClick={() => void lab.waitpid(parent.key, null, true)}
      >
        WNOHANG
      </button>
      <ReapingForm parent={parent} disabled={busy} />
      <MoreMenu parent={parent.key} disabled={busy} />
      <LabSignalMenu to={parent.key} whom={`parent ${parent.pid}`} shortcut="K" />
      <button
        type="button"
        className="button small end-parent"
        aria-keyshortcuts="E"
        title="It ends at once; whatever it leaves behind is adopted and collected (E)"
        onClick={() => void lab.endParent(parent.key)}
      >
        End parent
      </button>
    </footer>
  );
}

/** Why it takes no orders, and what can be done. */
function Busy({ parent }: { readonly parent: LabParent }) {
  const { lab } = useModel();
  return (
    <p className="parent-busy">
      {parent.stopped
        ? 'It is halted, and does nothing until it gets SIGCONT.'
        : 'Nothing else can be asked of it until that call returns: a child has to end, or a signal to interrupt it.'}{' '}
      <button
        type="button"
        className="link"
        aria-keyshortcuts="I"
        title="I"
        onClick={() => void (parent.stopped ? lab.kill(parent.key, 'SIGCONT') : lab.interrupt(parent.key))}
      >
        {parent.stopped ? 'Continue it' : 'Interrupt the call'}
      </button>
    </p>
  );
}

/** Those who outlived their parent. */
export function Orphans({ orphans }: { readonly orphans: readonly LabChild[] }) {
  if (orphans.length === 0) return null;
  return (
    <article className="card parent" aria-label="Orphans">
      <header>
        <Badge tone="orphan">orphans</Badge>
        <span className="adopted">
          their parent ended; the helper adopted them and collects each as it ends
        </span>
      </header>
      <Children of={orphans} />
    </article>
  );
}

/** Also of the orphans, who have no card of a parent any more. */
export function Children({ of: children }: { readonly of: readonly LabChild[] }) {
  if (children.length === 0) {
    return <p className="childless">No children yet. Fork one, and see what becomes of it.</p>;
  }
  const gone = children.filter((child) => child.state === 'reaped');
  const present = children.filter((child) => child.state !== 'reaped');
  const shown = inFamilies([...present.slice(0, SHOWN), ...gone.slice(-GONE_SHOWN)]);
  const unseen = Math.max(0, present.length - SHOWN);
  const goneUnseen = Math.max(0, gone.length - GONE_SHOWN);
  return (
    <>
      <ul className="children" data-named={shown.some(({ child }) => child.name !== '') || undefined}>
        {shown.map(({ child, depth, last }) => (
          <ChildRow key={child.key} child={child} depth={depth} last={last} />
        ))}
      </ul>
      {unseen + goneUnseen === 0 ? null : (
        <p className="more-children">
          {[
            unseen > 0 ? `${count(unseen)} more in the tree` : '',
            goneUnseen > 0 ? `${counted(goneUnseen, 'more', 'more')} collected` : '',
          ]
            .filter(Boolean)
            .join(', ')}
        </p>
      )}
    </>
  );
}
