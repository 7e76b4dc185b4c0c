import type { Block } from '../../core/recording/recorder.ts';
import type { PackedBlock } from '../../core/recording/recording.ts';
import { pack } from './block-file.ts';

/** Compresses blocks beside the thread that makes them, and hands them on in their order. */
export class Packer {
  readonly #done: (block: PackedBlock) => void;
  #queue: Promise<void> = Promise.resolve();

  constructor(done: (block: PackedBlock) => void) {
    this.#done = done;
  }

  add(block: Block): void {
    const packing = pack(block);
    // One that fails is lost by itself; the numbers of the samples tell that it is missing.
    packing.catch(() => {});
    this.#queue = this.#queue.then(async () => this.#done(await packing)).catch(() => {});
  }

  /** When all that was added has been handed on. */
  idle(): Promise<void> {
    return this.#queue;
  }
}
