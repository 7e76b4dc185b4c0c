import { useMemo } from 'react';
import { columnsOf, MARK_KINDS, type MarkKind } from '../../core/recording/marks.ts';
import type { RecordingOverview } from '../../core/recording/playback.ts';
import { useValue } from '../store/value.ts';
import type { Playback } from './playback.ts';

/** Enough for the widest window; a finer mark could not be told from its neighbour. */
const COLUMNS = 480;
const HEIGHT = 36;
/** The marks stand in a band below the line of the zombies. */
const BAND = 8;

interface TimeStripProps {
  readonly playback: Playback;
  readonly overview: RecordingOverview;
  readonly kinds: ReadonlySet<MarkKind>;
}

/** The whole time at a glance: how many zombies there were, and where something happened. */
export function TimeStrip({ playback, overview, kinds }: TimeStripProps) {
  const marks = useValue(playback.marks);
  const columns = useMemo(() => columnsOf(overview, marks, COLUMNS), [overview, marks]);
  const most = Math.max(1, ...columns.map(({ zombies }) => zombies));
  const ground = HEIGHT - BAND - 2;
  const line = columns
    .map(({ zombies }, column) => {
      const top = ground - (zombies / most) * (ground - 2);
      return `L${column},${top} L${column + 1},${top}`;
    })
    .join(' ');
  const ticks = columns.flatMap(({ kinds: there }, column) => {
    const kind = MARK_KINDS.find((one) => kinds.has(one) && there.has(one));
    return kind === undefined ? [] : [{ kind, column }];
  });
  return (
    <svg className="time-strip" viewBox={`0 0 ${COLUMNS} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
      <path className="strip-zombies" d={`M0,${ground} ${line} L${COLUMNS},${ground} Z`} />
      {ticks.map(({ kind, column }) => (
        <rect
          key={column}
          className={`strip-${kind}`}
          x={column}
          y={HEIGHT - BAND}
          width={1.6}
          height={BAND}
        />
      ))}
    </svg>
  );
}
