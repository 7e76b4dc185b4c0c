import type { PackedBlock } from './recording.ts';

/** How much of the past is kept. */
export interface KeptBounds {
  /** At least so long, where the room is enough. */
  readonly ms: number;
  readonly bytes: number;
}

/** A keyframe with the deltas behind it: either all of them are kept, or none. */
interface Stretch {
  readonly blocks: PackedBlock[];
  readonly from: number;
  bytes: number;
}

/**
 * The last blocks of a recording, bounded in time and in bytes. It always begins with a keyframe, so that whatever
 * is dropped, the rest can be read.
 */
export class Kept {
  #bounds: KeptBounds;
  readonly #stretches: Stretch[] = [];
  #bytes = 0;

  constructor(bounds: KeptBounds) {
    this.#bounds = bounds;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** From the earliest sample to the latest; `null` while there is none. */
  get span(): { readonly from: number; readonly to: number } | null {
    const first = this.#stretches[0];
    const last = this.#stretches.at(-1)?.blocks.at(-1);
    return first === undefined || last === undefined ? null : { from: first.from, to: last.to };
  }

  get blocks(): readonly PackedBlock[] {
    return this.#stretches.flatMap(({ blocks }) => blocks);
  }

  set bounds(bounds: KeptBounds) {
    this.#bounds = bounds;
    this.#drop();
  }

  add(block: PackedBlock): void {
    const last = this.#stretches.at(-1);
    if (block.kind === 'full') {
      this.#stretches.push({ blocks: [block], from: block.from, bytes: block.data.length });
    } else if (last === undefined) {
      // Nothing stands before it that it could be counted on from.
      return;
    } else {
      last.blocks.push(block);
      last.bytes += block.data.length;
    }
    this.#bytes += block.data.length;
    this.#drop();
  }

  #drop(): void {
    const { ms, bytes } = this.#bounds;
    const now = this.#stretches.at(-1)?.blocks.at(-1)?.to ?? 0;
    for (;;) {
      const [first, second] = this.#stretches;
      if (first === undefined) return;
      const early = second !== undefined && second.from <= now - ms;
      // A clock that was set back: what lies in its future will not grow old.
      const ahead = second !== undefined && first.from > now + ms;
      if (!early && !ahead && this.#bytes <= bytes) return;
      this.#stretches.shift();
      this.#bytes -= first.bytes;
    }
  }
}
