import { memo, useCallback, useSyncExternalStore } from 'react';
import { exitWords } from '../../core/exit-words.ts';
import { duration } from '../../core/format.ts';
import type { LabChild } from '../../core/lab.ts';
import { type ProcessKey, STATE_WORDS, type StateCode } from '../../core/process.ts';
import { placeNamed } from '../frame/places.ts';
import { useModel } from '../model.ts';
import { MarkBadge } from '../processes/badges.tsx';
import { LabSignalMenu } from './signal-menu.tsx';
import { useTicks } from './ticker.ts';

interface ChildRowProps {
  readonly child: LabChild;
  readonly depth: number;
  readonly last: boolean;
}

/** A child of the lab on its way: alive toward its end, a zombie until it is collected, gone. */
export const ChildRow = memo(function ChildRow({ child, depth, last }: ChildRowProps) {
  return (
    <li className="child" data-pid={child.pid} data-key={child.key} data-state={child.state}>
      <span className="branch" aria-hidden style={{ paddingInlineStart: depth * 14 }}>
        {last ? '└' : '├'}
      </span>
      <span className="child-name">{child.name}</span>
      <PidLink processKey={child.key} pid={child.pid} />
      <span className="child-state">
        <State child={child} />
      </span>
      <Course child={child} />
      {child.state === 'reaped' ? (
        <span />
      ) : (
        <LabSignalMenu to={child.key} whom={`child ${child.pid}`} compact />
      )}
    </li>
  );
});

/** The state as the sampler sees it, unless the lab already knows better. */
function State({ child }: { readonly child: LabChild }) {
  const seen = useSeenState(child.key);
  if (child.state === 'ended') return <MarkBadge mark="zombie" />;
  if (child.state === 'reaped') return 'gone';
  if (seen === 'T') return <MarkBadge mark="stopped" />;
  return seen === null || seen === 'Z' ? 'alive' : STATE_WORDS[seen];
}

function useSeenState(key: ProcessKey): StateCode | null {
  const { processes } = useModel();
  const read = useCallback(() => processes.row(key)?.process.state ?? null, [processes, key]);
  return useSyncExternalStore(processes.facts.subscribe, read);
}

/** How far it has come, as a bar and in words. */
function Course({ child }: { readonly child: LabChild }) {
  const { lab } = useModel();
  useTicks(child.state !== 'reaped');
  const now = lab.now(child.endedAt ?? child.forkedAt);
  const plannedEnd = child.forkedAt + child.plan.afterMs / 1000;

  if (child.state === 'alive') {
    const lived = child.plan.afterMs === 0 ? 0 : ((now - child.forkedAt) * 1000) / child.plan.afterMs;
    const left = Math.max(0, plannedEnd - now);
    // A worker or another program ends when it likes.
    const endsItself = child.plan.afterMs > 0;
    return (
      <>
        <Bar part={lived} />
        <span className="child-words">{endsItself ? `ends in ${shortTime(left)}` : 'at work'}</span>
      </>
    );
  }
  const how = child.exit === null ? 'ended' : exitWords(child.exit);
  if (child.state === 'ended') {
    return (
      <>
        <Bar part={1} />
        <span className="child-words">
          {how}, uncollected {shortTime(now - (child.endedAt ?? now))}
        </span>
      </>
    );
  }
  return <span className="child-words gone">{how}, collected</span>;
}

const shortTime = (seconds: number): string =>
  seconds < 59.95 ? `${seconds.toFixed(1)} s` : duration(seconds * 1000);

function Bar({ part }: { readonly part: number }) {
  return (
    <span className="child-course" aria-hidden>
      <span style={{ transform: `scaleX(${Math.min(1, Math.max(0, part))})` }} />
    </span>
  );
}

/** A pid that leads to its process in the tree. */
export function PidLink({ processKey, pid }: { readonly processKey: ProcessKey; readonly pid: number }) {
  const { place, processes, tree } = useModel();
  return (
    <button
      type="button"
      className="link code pid-link"
      title="Show in the tree"
      onClick={() => {
        if (processes.row(processKey) === undefined) return;
        place.set(placeNamed('processes'));
        tree.show(processKey);
      }}
    >
      {pid}
    </button>
  );
}
