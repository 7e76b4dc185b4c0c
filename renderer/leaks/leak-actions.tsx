import { Activity, BrushCleaning, CircleQuestionMark, Filter, ListTree } from 'lucide-react';
import { counted, visible } from '../../core/format.ts';
import type { Leak } from '../../core/history.ts';
import type { ProcessKey } from '../../core/process.ts';
import { useWhyNot } from '../actions/read-only-badge.tsx';
import { placeNamed } from '../frame/places.ts';
import { useModel } from '../model.ts';
import { zombiesAmong } from '../processes/on-selection.ts';
import type { ProcessRow } from '../store/process-store.ts';

/** Where a card leads to: why it leaks, what can be done, and who it is about. */
export function Ways({ leak: { key, pid, held } }: { readonly leak: Leak }) {
  const { acting, place, processes, settings, tree } = useModel();
  const whyNot = useWhyNot();
  const show = useShow();
  const none = held === 0;

  const zombies = (): ProcessRow[] => {
    const row = processes.row(key);
    return row === undefined ? [] : zombiesAmong(processes, [row]);
  };
  const explain = (): void => {
    const newest = newestOf(zombies());
    if (newest === undefined) return;
    settings.change({ details: true });
    show(newest.key);
  };
  const showZombies = (): void => {
    place.set(placeNamed('processes'));
    tree.find(`parent:${pid} mark:zombie`);
    tree.selection.only(key);
  };

  return (
    <>
      <button
        type="button"
        className="button small"
        title="Its newest zombie, why that is still there, and what can be done"
        disabled={none}
        onClick={explain}
      >
        <CircleQuestionMark size={13} aria-hidden /> Why?
      </button>
      <button
        type="button"
        className="button small"
        title={
          whyNot ??
          `Have ${held === 1 ? 'its zombie' : `its ${counted(held, 'zombie')}`} collected, by the gentlest way that works here`
        }
        disabled={none || whyNot !== null}
        onClick={() => void acting.reapGently([zombies()])}
      >
        <BrushCleaning size={13} aria-hidden /> Reap
      </button>
      <button
        type="button"
        className="button small"
        title="Show it among the processes"
        onClick={() => show(key)}
      >
        <ListTree size={13} aria-hidden /> In the tree
      </button>
      <button
        type="button"
        className="button small"
        title="Only these, among the processes"
        disabled={none}
        onClick={showZombies}
      >
        <Filter size={13} aria-hidden /> Its zombies
      </button>
    </>
  );
}

/** What is left of one that has ended: what happened to it, and who has its zombies now. */
export function Past({ leak }: { readonly leak: Leak }) {
  const { events, place } = useModel();
  const show = useShow();
  const { end } = leak;
  const heir = end === null || end.still === 0 ? null : end.heir;
  const showEvents = (): void => {
    events.about(leak);
    place.set(placeNamed('events'));
  };
  return (
    <>
      <button type="button" className="button small" title="All that happened to it" onClick={showEvents}>
        <Activity size={13} aria-hidden /> Its events
      </button>
      {heir === null ? null : (
        <button
          type="button"
          className="button small leak-heir"
          title="Show who has to collect them now"
          onClick={() => show(heir.key)}
        >
          <ListTree size={13} aria-hidden /> <span>Go to {visible(heir.name)}</span>
        </button>
      )}
    </>
  );
}

/** Goes to a process in the tree. */
export function useShow(): (key: ProcessKey) => void {
  const { place, tree } = useModel();
  return (key) => {
    place.set(placeNamed('processes'));
    tree.show(key);
  };
}

/** The one that died last: what it was started with is seen most surely. */
function newestOf(zombies: readonly ProcessRow[]): ProcessRow | undefined {
  const when = ({ process }: ProcessRow): number => process.zombieSince ?? 0;
  return zombies.reduce<ProcessRow | undefined>(
    (newest, row) => (newest === undefined || when(row) >= when(newest) ? row : newest),
    undefined,
  );
}
