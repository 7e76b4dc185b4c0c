import { count, counted, duration, visible } from '../../core/format.ts';
import type { Leak, LeakEnd } from '../../core/history.ts';

/** How fast it leaks, or what became of it: `one more every 30 s`, `not growing for 2 min`. */
export function paceWords(
  { pace, held, left, end }: Pick<Leak, 'pace' | 'held' | 'left' | 'end'>,
  now: number,
): string {
  if (end !== null) return endWords(end, now);
  if (held === 0) return 'it has collected them all';
  switch (pace.kind) {
    case 'unknown':
      return 'as they were at that moment';
    case 'once': {
      const more = left > pace.count ? ' more' : '';
      const what = pace.count === 1 ? `one${more}` : `${count(pace.count)}${more} at once`;
      return `${what}, ${duration(now - pace.at)} ago${pace.collected ? ', collected since' : ''}`;
    }
    case 'growing':
      return pace.perMinute < 6
        ? `one more every ${apart(pace.perMinute)}`
        : `${counted(Math.round(pace.perMinute), 'more', 'more')} per minute`;
    case 'late':
      return pace.perMinute < 6
        ? `leaves one every ${apart(pace.perMinute)}, and collects it later`
        : `leaves ${count(pace.perMinute)} per minute, and collects them later`;
    case 'resting':
      return `not growing for ${duration(now - pace.since)}`;
  }
}

function endWords({ at, zombie, zombies, still, heir }: LeakEnd, now: number): string {
  const ended = `ended ${duration(now - at)} ago${zombie ? ', and is a zombie itself' : ''}`;
  if (zombies === 0) return `${ended}; it had collected them all`;
  const [whose, were] = zombies === 1 ? ['its zombie', 'was'] : [`its ${counted(zombies, 'zombie')}`, 'were'];
  // Between its end and the next look at them it is not known who has them.
  if (heir === null)
    return `${ended}; ${whose} ${still === 0 ? `${were} collected with it` : `${were} adopted`}`;
  const who = `${visible(heir.name)} (${heir.pid})`;
  if (still === 0) return `${ended}; ${whose} ${were} collected by ${who}`;
  const collected = still < zombies ? `, which has collected ${count(zombies - still)} of them` : '';
  return `${ended}; ${whose} went to ${who}${collected}`;
}

/** Between one and the next. */
const apart = (perMinute: number): string => duration(Math.round(60 / perMinute) * 1000);
