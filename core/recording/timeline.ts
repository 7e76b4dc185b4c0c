import { applyDelta, type Delta, type SampleFacts } from '../delta.ts';
import type { ProcessEvent } from '../events.ts';
import type { ProcessInfo, ProcessKey } from '../process.ts';
import { fail, ok, type Result } from '../result.ts';
import { momentAt } from './playback.ts';
import { type BlockFacts, type Keyframe, RECORDING_LIMITS } from './recording.ts';

/** One sample of a recording: in which block it stands, and the keyframe that its state is counted from. */
interface Moment {
  readonly block: number;
  readonly keyframe: number;
  readonly seq: number;
  readonly zombies: number | null;
}

/** The events of a recording that are kept for jumping and for the marks; further ones are only counted. */
export const TOLD_MOST = 50_000;

/** An event, and the number of the moment at which it was known. */
export interface Told {
  readonly moment: number;
  readonly event: ProcessEvent;
}

/** Everything as it was at one moment. */
export interface StateAt {
  readonly facts: SampleFacts;
  readonly processes: readonly ProcessInfo[];
}

/** Reads the blocks that a state is made of. */
export interface BlockReader {
  keyframe(block: number): Promise<Result<Keyframe>>;
  deltas(block: number): Promise<Result<readonly Delta[]>>;
}

/**
 * The moments of a recording, in their order. Blocks are told to it one after the other; what cannot be counted on
 * from a keyframe is left out, so that every moment that is named can be shown.
 */
export class Timeline {
  readonly #moments: Moment[] = [];
  /** In milliseconds since the epoch; never less than the one before. */
  readonly #times: number[] = [];
  readonly #told: Told[] = [];
  #keyframe: number | null = null;
  #seq = 0;
  #events = 0;
  #lost = 0;

  get length(): number {
    return this.#moments.length;
  }

  get times(): readonly number[] {
    return this.#times;
  }

  /** Milliseconds since the epoch; `undefined` where there is no such moment. */
  timeOf(moment: number): number | undefined {
    return this.#times[moment];
  }

  /** `null` where a keyframe alone tells of the moment. */
  get zombies(): readonly (number | null)[] {
    return this.#moments.map(({ zombies }) => zombies);
  }

  get told(): readonly Told[] {
    return this.#told;
  }

  /** Of all events, also of those that are not told. */
  get events(): number {
    return this.#events;
  }

  /** Blocks that could not be used. */
  get lost(): number {
    return this.#lost;
  }

  /** A keyframe; its lines need not be read for it. */
  addKeyframe(block: number, { from, lastSeq }: BlockFacts): void {
    const known = this.#moments.at(-1);
    this.#keyframe = block;
    // A keyframe is written behind the delta that led to the same state.
    if (known !== undefined && known.seq === lastSeq && (this.#times.at(-1) ?? 0) >= from) return;
    this.#seq = lastSeq;
    this.#push(from, { block, keyframe: block, seq: lastSeq, zombies: null });
  }

  addDeltas(block: number, deltas: readonly Delta[]): void {
    const [first] = deltas;
    if (first === undefined || this.#keyframe === null || first.seq !== this.#seq + 1) {
      this.addLost();
      return;
    }
    for (const { seq, facts, events } of deltas) {
      if (!this.#push(facts.takenAt, { block, keyframe: this.#keyframe, seq, zombies: facts.zombies }))
        return;
      this.#seq = seq;
      this.#events += events.length;
      for (const event of events) {
        if (this.#told.length < TOLD_MOST) this.#told.push({ moment: this.#moments.length - 1, event });
      }
    }
  }

  /** A block that cannot be read: what counts on from it cannot be shown either, up to the next keyframe. */
  addLost(): void {
    this.#lost += 1;
    this.#keyframe = null;
  }

  /** The last moment that is not later, or the first one. */
  at(time: number): number {
    return momentAt(this.#times, time);
  }

  /** Everything as it was: one keyframe, and the deltas behind it. */
  async state(moment: number, reader: BlockReader): Promise<Result<StateAt>> {
    const wanted = this.#moments[moment];
    if (wanted === undefined) return fail('invalid', 'The recording has no such moment.');
    const keyframe = await reader.keyframe(wanted.keyframe);
    if (!keyframe.ok) return keyframe;
    const rows = new Map<ProcessKey, ProcessInfo>(keyframe.value.processes.map((row) => [row.key, row]));
    let { seq, facts } = keyframe.value;
    for (let block = wanted.keyframe + 1; seq < wanted.seq && block <= wanted.block; block += 1) {
      const deltas = await reader.deltas(block);
      if (!deltas.ok) return deltas;
      for (const delta of deltas.value) {
        if (delta.seq > wanted.seq) break;
        if (delta.seq !== seq + 1) return fail('invalid', 'The recording is damaged at this moment.');
        applyDelta(rows, delta);
        ({ seq, facts } = delta);
      }
    }
    return seq === wanted.seq
      ? ok({ facts, processes: [...rows.values()] })
      : fail('invalid', 'The recording is damaged at this moment.');
  }

  /** What leads from one moment to a later one, or `null` where a gap lies between them. */
  async steps(from: number, to: number, reader: BlockReader): Promise<Result<readonly Delta[] | null>> {
    const begin = this.#moments[from];
    const end = this.#moments[to];
    if (begin === undefined || end === undefined || to < from) return ok(null);
    if (end.seq - begin.seq !== to - from) return ok(null);
    const steps: Delta[] = [];
    let block = -1;
    for (let moment = from + 1; moment <= to; moment += 1) {
      const one = this.#moments[moment];
      if (one === undefined || one.block === one.keyframe) return ok(null);
      if (one.block === block) continue;
      block = one.block;
      const deltas = await reader.deltas(block);
      if (!deltas.ok) return deltas;
      for (const delta of deltas.value) if (delta.seq > begin.seq && delta.seq <= end.seq) steps.push(delta);
    }
    return ok(steps);
  }

  #push(at: number, moment: Moment): boolean {
    if (this.#moments.length >= RECORDING_LIMITS.samples) return false;
    this.#times.push(Math.max(at, this.#times.at(-1) ?? at));
    this.#moments.push(moment);
    return true;
  }
}
