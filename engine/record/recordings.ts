import { Kept, type KeptBounds } from '../../core/recording/kept.ts';
import type { RecordState } from '../../core/recording/record-state.ts';
import type { PackedBlock, RecordingHead } from '../../core/recording/recording.ts';
import type { Failure, Result } from '../../core/result.ts';
import { fail, ok } from '../../core/result.ts';
import { packHead } from './block-file.ts';
import { RecordingFile } from './recording-file.ts';

export interface RecordingsOptions {
  readonly head: RecordingHead;
  readonly bounds: KeptBounds;
  /** Has the sampler hand over what it still holds back. */
  readonly flush: () => Promise<void>;
  readonly onState: (state: RecordState) => void;
}

/** What is recorded of this machine: the last minutes in memory, and from there into a file where one is wanted. */
export class Recordings {
  readonly #options: RecordingsOptions;
  readonly #kept: Kept;
  #file: { readonly to: RecordingFile; readonly since: number; readonly from: number } | null = null;
  #trouble: Failure | null = null;
  /** A file is being begun: what comes in the meantime is added to it as well. */
  #beginning: PackedBlock[] | null = null;

  constructor(options: RecordingsOptions) {
    this.#options = options;
    this.#kept = new Kept(options.bounds);
  }

  get state(): RecordState {
    const span = this.#kept.span;
    return {
      kept: span === null ? null : { ...span, bytes: this.#kept.bytes },
      file:
        this.#file === null
          ? null
          : {
              path: this.#file.to.path,
              since: this.#file.since,
              from: this.#file.from,
              bytes: this.#file.to.bytes,
            },
      trouble: this.#trouble,
    };
  }

  set bounds(bounds: KeptBounds) {
    this.#kept.bounds = bounds;
    this.#tell();
  }

  add(block: PackedBlock): void {
    this.#kept.add(block);
    this.#beginning?.push(block);
    this.#file?.to.add(block);
    this.#tell();
  }

  /** All that is in memory, up to now, with its head: what a file would hold. */
  async snapshot(): Promise<Result<readonly PackedBlock[]>> {
    await this.#options.flush();
    const { blocks } = this.#kept;
    if (blocks.length === 0) {
      return fail('unavailable', 'Nothing is recorded yet.', 'Wait for the next sample.');
    }
    return ok([await packHead(this.#options.head), ...blocks]);
  }

  /** Writes what is in memory to a file, and goes on there. */
  async begin(path: string): Promise<Result<RecordState>> {
    if (this.#file !== null || this.#beginning !== null) {
      return fail('refused', 'A recording is running already.', 'Stop it first.');
    }
    this.#trouble = null;
    this.#beginning = [];
    await this.#options.flush();
    const blocks = [await packHead(this.#options.head), ...this.#kept.blocks];
    const begun = await RecordingFile.begin(path, blocks, (reason) => {
      this.#file = null;
      this.#trouble = reason.ok ? null : reason.error;
      this.#tell();
    });
    const late = this.#beginning;
    this.#beginning = null;
    if (!begun.ok) return begun;
    this.#file = { to: begun.value, since: Date.now(), from: this.#kept.span?.from ?? Date.now() };
    // Those that are in the memory since it was asked are not in the file twice.
    for (const block of late) if (!blocks.includes(block)) begun.value.add(block);
    this.#tell();
    return ok(this.state);
  }

  /** Answers where the recording lies; `null` where none was running. */
  async end(): Promise<Result<{ path: string; bytes: number } | null>> {
    const file = this.#file;
    if (file === null) return ok(null);
    await this.#options.flush();
    this.#file = null;
    await file.to.end();
    this.#tell();
    // It may have failed with its last words.
    return this.#trouble === null
      ? ok({ path: file.to.path, bytes: file.to.bytes })
      : { ok: false, error: this.#trouble };
  }

  #tell(): void {
    this.#options.onState(this.state);
  }
}
