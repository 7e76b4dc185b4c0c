import type { Delta, FullState, SampleFacts } from '../delta.ts';
import type { ProcessInfo } from '../process.ts';
import type { BlockFacts } from './recording.ts';

/** Lines that belong into one block. */
export interface Block extends BlockFacts {
  /** In pieces, which are made when they are asked for: a keyframe is megabytes, and never there as a whole. */
  readonly text: Iterable<string>;
}

/** A state is never further away from its keyframe than this. */
const KEYFRAME_EVERY_MS = 60_000;
/** Nor are there more deltas to apply, in characters, than the keyframe has itself: about so many for each process. */
const ROW_CHARACTERS = 800;
const LEAST_BEFORE_KEYFRAME = 256 * 1024;
/** Lines wait for one another, so that there is something to compress. */
const BLOCK_EVERY_MS = 3_000;
/** But not so many that they take memory, in characters. */
const BLOCK_MOST = 1024 * 1024;

/** A keyframe as one line of JSON. Rows never change, so they can be written later as they are now. */
class KeyframeText implements Iterable<string> {
  readonly #seq: number;
  readonly #facts: SampleFacts;
  readonly #processes: readonly ProcessInfo[];

  constructor(seq: number, facts: SampleFacts, processes: readonly ProcessInfo[]) {
    this.#seq = seq;
    this.#facts = facts;
    this.#processes = processes;
  }

  *[Symbol.iterator](): Generator<string> {
    yield `{"kind":"full","seq":${this.#seq},"facts":${JSON.stringify(this.#facts)},"processes":[`;
    let separator = '';
    for (const row of this.#processes) {
      yield separator + JSON.stringify(row);
      separator = ',';
    }
    yield ']}\n';
  }
}

/**
 * Makes the lines of a recording out of what the sampler tells: a keyframe now and then, and the deltas between. It
 * keeps no state of its own besides the lines that still wait for their block.
 */
export class Recorder {
  readonly #full: () => Pick<FullState, 'seq' | 'facts' | 'processes'>;
  readonly #emit: (block: Block) => void;
  #lines: string[] = [];
  #characters = 0;
  #from = 0;
  #to = 0;
  #firstSeq = 0;
  #seq: number | null = null;
  #keyframeAt = 0;
  #keyframeLength = 0;
  #sinceKeyframe = 0;

  /** @param full - everything as of the last delta that was taken */
  constructor(full: () => Pick<FullState, 'seq' | 'facts' | 'processes'>, emit: (block: Block) => void) {
    this.#full = full;
    this.#emit = emit;
  }

  take(delta: Delta): void {
    const at = delta.facts.takenAt;
    if (this.#wantsKeyframe(delta, at)) {
      // What happened since the one before belongs to the past as much as the state does.
      if (this.#seq !== null && delta.seq === this.#seq + 1) this.#add(delta, at);
      this.#keyframe();
      return;
    }
    this.#add(delta, at);
    // A clock that was set back must not keep lines waiting.
    if (Math.abs(at - this.#from) >= BLOCK_EVERY_MS || this.#characters >= BLOCK_MOST) this.flush();
  }

  /** Lets go of what waits: somebody wants to look at it, or it is the end. */
  flush(): void {
    if (this.#lines.length === 0) return;
    this.#emit({
      kind: 'delta',
      from: this.#from,
      to: this.#to,
      firstSeq: this.#firstSeq,
      lastSeq: this.#firstSeq + this.#lines.length - 1,
      text: this.#lines,
    });
    this.#lines = [];
    this.#characters = 0;
  }

  #wantsKeyframe({ seq }: Delta, at: number): boolean {
    return (
      this.#seq === null ||
      seq !== this.#seq + 1 ||
      Math.abs(at - this.#keyframeAt) >= KEYFRAME_EVERY_MS ||
      this.#sinceKeyframe > Math.max(LEAST_BEFORE_KEYFRAME, this.#keyframeLength)
    );
  }

  #add(delta: Delta, at: number): void {
    const line = `${JSON.stringify(delta)}\n`;
    if (this.#lines.length === 0) {
      this.#from = at;
      this.#firstSeq = delta.seq;
    }
    this.#lines.push(line);
    this.#characters += line.length;
    this.#sinceKeyframe += line.length;
    this.#to = at;
    this.#seq = delta.seq;
  }

  #keyframe(): void {
    this.flush();
    const { seq, facts, processes } = this.#full();
    const { takenAt } = facts;
    this.#emit({
      kind: 'full',
      from: takenAt,
      to: takenAt,
      firstSeq: seq,
      lastSeq: seq,
      text: new KeyframeText(seq, facts, processes),
    });
    this.#seq = seq;
    this.#keyframeAt = takenAt;
    this.#keyframeLength = processes.length * ROW_CHARACTERS;
    this.#sinceKeyframe = 0;
  }
}
