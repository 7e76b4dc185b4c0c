import { useMemo } from 'react';
import { count, duration, visible } from '../../core/format.ts';
import type { Leak } from '../../core/history.ts';
import { masked } from '../../core/secrets.ts';
import { LineChart } from '../chart/line-chart.tsx';
import { useModel } from '../model.ts';
import { Past, useShow, Ways } from './leak-actions.tsx';
import type { Line } from './leak-line.ts';
import { pointsOf, type Span } from './leak-points.ts';
import { paceWords } from './leak-words.ts';

interface LeakCardProps {
  readonly leak: Leak;
  readonly rank: number;
  readonly now: number;
  /** `undefined` until it is known. */
  readonly line: Line | undefined;
  /** When it was looked first. */
  readonly began: number | null;
  /** What the lines of all of them show. */
  readonly span: Span;
}

export function LeakCard({ leak, rank, now, line, began, span }: LeakCardProps) {
  const { live } = useModel();
  const { pid, command, held, left, end } = leak;
  const shownCommand = visible(masked(command));
  const growing = held > 0 && leak.pace.kind === 'growing';
  return (
    <div className="card leak" data-pid={pid} data-over={held === 0 || undefined}>
      <span className="leak-rank code" aria-hidden>
        {rank}
      </span>
      <div className="leak-who">
        <h2>
          <Name leak={leak} />
          <span className="code">{pid}</span>
        </h2>
        {command === '' || command === leak.name ? null : (
          <p className="leak-command code selectable" title={shownCommand}>
            {shownCommand}
          </p>
        )}
        <p>
          <span className={growing ? 'leak-growing' : undefined}>{paceWords(leak, now)}</span>
          {sinceWords(leak, now)}
          {left > held && end === null ? ` · ${count(left)} left in all` : null}
        </p>
      </div>
      <p className="leak-held">
        <strong>{count(held)}</strong> {held === 1 ? 'zombie' : 'zombies'}
      </p>
      <div className="leak-line">
        {live ? <Course leak={leak} line={line} began={began} span={span} /> : null}
      </div>
      <div className="leak-actions">{end === null ? <Ways leak={leak} /> : <Past leak={leak} />}</div>
    </div>
  );
}

/** For how long the oldest waits, where that is not said already. */
function sinceWords({ oldestSince, held, pace }: Leak, now: number): string | null {
  if (oldestSince === null || held === 0) return null;
  const since = duration(now - oldestSince);
  return pace.kind === 'once' && duration(now - pace.at) === since ? null : ` · the oldest for ${since}`;
}

const NO_LINE: Line = { times: [], held: [] };

function Course({
  leak,
  line = NO_LINE,
  began,
  span,
}: Pick<LeakCardProps, 'leak' | 'line' | 'began' | 'span'>) {
  const { name, held, end } = leak;
  const endedAt = end?.at ?? null;
  const { from, until } = span;
  const [times, values] = useMemo(
    () => pointsOf(line, { span: { from, until }, began, endedAt }),
    [line, from, until, began, endedAt],
  );
  return (
    <LineChart
      label={`Zombies held by ${visible(name)} over the last ${duration(until - from)}: now ${held}`}
      times={times}
      values={values}
      span={[from / 1000, until / 1000]}
      height={58}
      colour={held === 0 ? '--muted' : '--zombie'}
      stepped
      least={2}
      axes
      show={(value) => (Number.isInteger(value) ? count(value) : '')}
    />
  );
}

/** It leads to the process, as long as there is one. */
function Name({ leak: { key, name, end } }: { readonly leak: Leak }) {
  const show = useShow();
  return end !== null ? (
    <span>{visible(name)}</span>
  ) : (
    <button type="button" className="link" title="Show it among the processes" onClick={() => show(key)}>
      {visible(name)}
    </button>
  );
}
