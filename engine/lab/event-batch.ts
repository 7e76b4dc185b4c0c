import { CALLS_KEPT, type LabEvent } from '../../core/lab.ts';

/** About one frame: nobody could see more, and each batch costs a message between processes. */
const COLLECT_MS = 16;
/** While there is news by the hundred in each: nobody could read that, and the page is to do other things as well. */
const COLLECT_MANY_MS = 120;
const MANY = 200;

/**
 * Gathers events and gives them on together. Of several news about one child or parent only the last is given, and of
 * the transcript no more than is kept: so 10,000 forks are a handful of batches and not 50,000 messages.
 */
export class EventBatch {
  private events: LabEvent[] = [];
  /** Where in `events` the news about a child or a parent is. */
  private readonly places = new Map<string, number>();
  private calls = 0;
  private busy = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly give: (events: readonly LabEvent[]) => void) {}

  add(event: LabEvent): void {
    this.timer ??= setTimeout(() => this.flush(), this.busy ? COLLECT_MANY_MS : COLLECT_MS);
    const place = this.placeOf(event);
    if (place !== undefined) {
      this.events[place] = event;
      return;
    }
    this.events.push(event);
    if (event.kind === 'call') this.calls += 1;
  }

  /** Gives what there is now. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.events.length === 0) return;
    let tooMany = this.calls - CALLS_KEPT;
    const events =
      tooMany <= 0 ? this.events : this.events.filter((event) => event.kind !== 'call' || tooMany-- <= 0);
    this.busy = events.length > MANY;
    this.events = [];
    this.calls = 0;
    this.places.clear();
    this.give(events);
  }

  /** The place of older news that this replaces; where there is none, its own place is remembered. */
  private placeOf(event: LabEvent): number | undefined {
    if (event.kind === 'helper' || event.kind === 'parent-gone') {
      // What follows must not be moved before these: they say who is an orphan, and who is no more.
      this.places.clear();
      return undefined;
    }
    if (event.kind === 'call') return undefined;
    const key = event.kind === 'run' ? 'run' : event.kind === 'child' ? event.child.key : event.parent.key;
    const place = this.places.get(key);
    if (place === undefined) this.places.set(key, this.events.length);
    return place;
  }
}
