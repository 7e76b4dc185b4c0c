import { Focus, MousePointer2, Send, X } from 'lucide-react';
import { type KeyboardEvent, Suspense } from 'react';
import { exitWords } from '../../../core/exit-words.ts';
import { duration, visible } from '../../../core/format.ts';
import { MARK_MEANINGS } from '../../../core/marks.ts';
import { STATE_WORDS } from '../../../core/process.ts';
import { useWhyNot } from '../../actions/read-only-badge.tsx';
import { ChangeCard } from '../../comparison/change-card.tsx';
import { onDemand } from '../../frame/on-demand.ts';
import { useModel } from '../../model.ts';
import type { ProcessRow } from '../../store/process-store.ts';
import { useRow } from '../../store/use-row.ts';
import { useValue } from '../../store/value.ts';
import { MarkBadge } from '../badges.tsx';
import { Ancestors } from './ancestors.tsx';
import { GoneNote } from './gone-note.tsx';
import { Identity } from './identity.tsx';
import { SeveralSelected } from './several-selected.tsx';
import './details.css';

const Welcome = onDemand(async () => (await import('../../welcome/welcome.tsx')).Welcome);
const ZombieCard = onDemand(async () => (await import('./zombie-card.tsx')).ZombieCard);
const CourseCard = onDemand(async () => (await import('./course-card.tsx')).CourseCard);
const ChildrenCard = onDemand(async () => (await import('./children-card.tsx')).ChildrenCard);
const Parts = onDemand(async () => (await import('./parts/parts.tsx')).Parts);

/** The selected process, or what the pane is for. */
export function DetailsPane() {
  const { tree, settings, details, live, settled } = useModel();
  const row = useValue(tree.selection.current);
  const welcomed = useValue(settings).welcomed || !live;
  // The tree comes first, and what is told beside it once that is on the screen.
  const treeDrawn = useValue(settled);
  const close = (): void => {
    details.show(false);
    document.querySelector<HTMLElement>('[role="treegrid"]')?.focus();
  };
  return (
    <aside
      className="details"
      aria-label="Details"
      data-empty={(row === null && welcomed) || undefined}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Escape') close();
      }}
    >
      <button
        type="button"
        className="button bare square small details-close"
        aria-label="Close the details"
        aria-keyshortcuts="Escape"
        title="Close (Escape)"
        onClick={close}
      >
        <X size={15} aria-hidden />
      </button>
      {!treeDrawn ? null : row === null && !welcomed ? (
        <Suspense>
          <Welcome />
        </Suspense>
      ) : row === null ? (
        <div className="state">
          <MousePointer2 size={24} strokeWidth={1.6} aria-hidden />
          <h2>Nothing selected</h2>
          <p>Select a process to see who started it, what it is and what can be done with it.</p>
        </div>
      ) : (
        <Details row={row} />
      )}
    </aside>
  );
}

function Details({ row }: { readonly row: ProcessRow }) {
  const { acting, processes, tree, live } = useModel();
  const whyNot = useWhyNot();
  // With several selected, the keys are about all of them.
  const several = useValue(tree.selection.rows).size > 1;
  useRow(row);
  const now = useValue(processes.facts)?.takenAt ?? null;
  const { process, endedAt } = row;
  const zombie = endedAt === null && process.marks.includes('zombie');
  // How the process ends is not decided while threads of it run.
  const leaderExited = process.marks.includes('leader-exited');
  /** There is something of it besides its exit status. */
  const runs = endedAt === null && !zombie;
  const explained = process.marks.filter((mark) => mark !== 'zombie');
  return (
    <div className="details-content">
      <SeveralSelected current={row} />
      <header>
        <Ancestors row={row} />
        <h2 className="details-name">
          {zombie ? <MarkBadge mark="zombie" /> : null}
          <span className="selectable">{visible(process.name)}</span>
        </h2>
        <p className="details-line code">
          {process.pid}
          {process.startedAt === null || now === null
            ? null
            : ` · ${duration((endedAt ?? now) - process.startedAt)} old`}
          {` · ${endedAt !== null ? 'ended' : leaderExited ? 'first thread ended' : STATE_WORDS[process.state]}`}
          {process.exit === null || leaderExited ? null : ` · ${exitWords(process.exit)}`}
        </p>
      </header>
      {explained.length === 0 ? null : (
        <ul className="details-marks">
          {explained.map((mark) => (
            <li key={mark}>
              <MarkBadge mark={mark} />
              <span>{MARK_MEANINGS[mark]}.</span>
            </li>
          ))}
        </ul>
      )}
      {zombie || (endedAt === null && process.marks.includes('leader-exited')) ? (
        <Suspense>
          <ZombieCard row={row} now={now} />
        </Suspense>
      ) : null}
      {endedAt === null ? (
        <div className="details-actions">
          <button
            type="button"
            className="button"
            disabled={!live}
            title={live ? undefined : (whyNot ?? undefined)}
            onClick={() => acting.askSignal([row])}
          >
            <Send size={14} aria-hidden /> Send signal… {several ? null : <kbd>K</kbd>}
          </button>
          <button
            type="button"
            className="button"
            title="Only this process, and what is below it"
            onClick={() => tree.focusOn([row.key])}
          >
            <Focus size={14} aria-hidden /> Focus {several ? null : <kbd>O</kbd>}
          </button>
        </div>
      ) : (
        <GoneNote key={process.key} row={row} />
      )}
      {now === null || !live || !runs || process.marks.includes('kernel') ? null : (
        <Suspense>
          <CourseCard key={process.key} row={row} now={now} />
        </Suspense>
      )}
      <ChangeCard row={row} />
      <Identity row={row} now={now} />
      {!runs ? null : (
        <Suspense>
          <ChildrenCard row={row} />
          {live ? <Parts of={process.key} /> : null}
        </Suspense>
      )}
      {live || !runs ? null : (
        <p className="note">
          That is all that was kept of it. Its environment, files, threads, limits and signals are asked only
          of a process that is there.
        </p>
      )}
    </div>
  );
}
