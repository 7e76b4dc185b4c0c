import { Filter, ListTree } from 'lucide-react';
import { useMemo } from 'react';
import { count, counted, duration, visible } from '../../core/format.ts';
import type { Leak } from '../../core/history.ts';
import { LineChart } from '../chart/line-chart.tsx';
import { placeNamed } from '../frame/places.ts';
import { useModel } from '../model.ts';
import { rateWords } from './leak-words.ts';

interface LeakCardProps {
  readonly leak: Leak;
  readonly rank: number;
  readonly now: number;
}

export function LeakCard({ leak, rank, now }: LeakCardProps) {
  const { tree, place, live } = useModel();
  const { key, pid, name, held, seen, oldestSince, course } = leak;
  const [times, values] = useMemo(() => lineOf(course, now), [course, now]);
  const growing = held > 0 && (leak.perMinute ?? 0) >= 0.05;

  const show = (query: string | null): void => {
    place.set(placeNamed('processes'));
    if (query === null) tree.show(key);
    else {
      tree.find(query);
      tree.selection.only(key);
    }
  };

  return (
    <li className="card leak" data-pid={pid} data-over={held === 0 || undefined}>
      <span className="leak-rank code" aria-hidden>
        {rank}
      </span>
      <div className="leak-who">
        <h2>
          <button
            type="button"
            className="link"
            title="Show it among the processes"
            onClick={() => show(null)}
          >
            {visible(name)}
          </button>
          <span className="code">{pid}</span>
        </h2>
        <p>
          {live ? (
            <span className={growing ? 'leak-growing' : undefined}>{rateWords(leak)}</span>
          ) : (
            'as they were at that moment'
          )}
          {oldestSince === null || held === 0 ? null : ` · the oldest for ${duration(now - oldestSince)}`}
          {seen > held ? ` · ${counted(seen, 'zombie')} seen of it in all` : null}
        </p>
      </div>
      <p className="leak-held">
        <strong>{count(held)}</strong> {held === 1 ? 'zombie' : 'zombies'}
      </p>
      <div className="leak-line">
        {live ? (
          <LineChart
            label={`Zombies held by ${visible(name)} over time: now ${held}`}
            times={times}
            values={values}
            height={58}
            colour="--zombie"
            stepped
            least={2}
            axes
            show={(value) => (Number.isInteger(value) ? count(value) : '')}
          />
        ) : null}
      </div>
      <div className="leak-actions">
        <button type="button" className="button small" onClick={() => show(null)}>
          <ListTree size={13} aria-hidden /> In the tree
        </button>
        <button
          type="button"
          className="button small"
          disabled={held === 0}
          onClick={() => show(`parent:${pid} mark:zombie`)}
        >
          <Filter size={13} aria-hidden /> Its zombies
        </button>
      </div>
    </li>
  );
}

/** In seconds, and up to now: the last number still holds. */
function lineOf(course: Leak['course'], now: number): [times: number[], values: number[]] {
  const times = course.map(([at]) => at / 1000);
  const values = course.map(([, held]) => held);
  const last = values.at(-1);
  if (last !== undefined) {
    times.push(now / 1000);
    values.push(last);
  }
  return [times, values];
}
