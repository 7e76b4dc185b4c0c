import { memo } from 'react';
import { count, counted } from '../../core/format.ts';
import type { LabChild, LabParent } from '../../core/lab.ts';
import { useModel } from '../model.ts';
import { Badge } from '../processes/badges.tsx';
import { ChildRow, PidLink } from './child-row.tsx';
import { ForkForm } from './fork-form.tsx';
import { LabSignalMenu } from './signal-menu.tsx';
import { WaitpidForm } from './waitpid-form.tsx';
import './parent-card.css';

/** More than one looks at; the tree holds them all. */
const SHOWN = 100;
/** Of those that are gone, enough to see that they went. */
const GONE_SHOWN = 3;

export const ParentCard = memo(function ParentCard({ parent }: { readonly parent: LabParent }) {
  const { lab } = useModel();
  const busy = parent.blockedIn !== null || parent.stopped;
  return (
    <article
      className="card parent"
      aria-label={`Parent ${parent.pid}`}
      data-pid={parent.pid}
      data-key={parent.key}
    >
      <header>
        <Badge tone="lab">parent</Badge>
        <PidLink processKey={parent.key} pid={parent.pid} />
        <span className="parent-state">
          {parent.stopped ? <Badge tone="stopped">stopped</Badge> : null}
          {parent.blockedIn === null ? null : <Badge tone="orphan">blocked in {parent.blockedIn}</Badge>}
        </span>
      </header>
      <Children of={parent.children} />
      <footer>
        <ForkForm parent={parent.key} disabled={busy} />
        <button
          type="button"
          className="button small"
          disabled={busy}
          title="Blocks until any child has ended, and collects it"
          onClick={() => void lab.wait(parent.key)}
        >
          wait()
        </button>
        <WaitpidForm parent={parent} disabled={busy} />
        <button
          type="button"
          className="button small"
          disabled={busy}
          title="waitpid(-1, &status, WNOHANG): collects a child that has ended, never blocks"
          onClick={() => void lab.waitpid(parent.key, null, true)}
        >
          WNOHANG
        </button>
        <LabSignalMenu to={parent.key} whom={`parent ${parent.pid}`} />
        <button
          type="button"
          className="button small end-parent"
          title="It ends at once; whatever it leaves behind is adopted and collected"
          onClick={() => void lab.endParent(parent.key)}
        >
          End parent
        </button>
      </footer>
      {busy ? (
        <p className="parent-busy">
          {parent.stopped
            ? 'It is halted, and does nothing until it gets SIGCONT.'
            : 'Nothing else can be asked of it until that call returns: a child has to end.'}
        </p>
      ) : null}
    </article>
  );
});

/** Also of the orphans, who have no card of a parent any more. */
export function Children({ of: children }: { readonly of: readonly LabChild[] }) {
  if (children.length === 0) {
    return <p className="childless">No children yet. Fork one, and see what becomes of it.</p>;
  }
  const gone = children.filter((child) => child.state === 'reaped');
  const present = children.filter((child) => child.state !== 'reaped');
  const shown = [...present.slice(0, SHOWN), ...gone.slice(-GONE_SHOWN)];
  const unseen = Math.max(0, present.length - SHOWN);
  const goneUnseen = Math.max(0, gone.length - GONE_SHOWN);
  return (
    <>
      <ul className="children">
        {shown.map((child, index) => (
          <ChildRow key={child.key} child={child} last={index === shown.length - 1} />
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
