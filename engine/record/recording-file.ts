import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type PackedBlock, RECORDING_LIMITS } from '../../core/recording/recording.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { notWritten } from '../files/write-atomically.ts';

/**
 * A recording on its way to the disk. It comes into being as a whole file, replacing an older one of that name at
 * once or not at all; from then on blocks are added at its end. Whatever ends it, what was added before is whole.
 */
export class RecordingFile {
  readonly path: string;
  readonly #file: FileHandle;
  readonly #onFailure: (reason: Result<never>) => void;
  #bytes = 0;
  #queue: Promise<void> = Promise.resolve();
  #ended = false;

  private constructor(path: string, file: FileHandle, onFailure: (reason: Result<never>) => void) {
    this.path = path;
    this.#file = file;
    this.#onFailure = onFailure;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** @param onFailure - it could not be written any more, and is closed */
  static async begin(
    path: string,
    blocks: readonly PackedBlock[],
    onFailure: (reason: Result<never>) => void,
  ): Promise<Result<RecordingFile>> {
    const temporary = join(
      dirname(path),
      `.${basename(path).slice(0, 200)}.${process.pid}-${Date.now()}.tmp`,
    );
    let file: FileHandle | null = null;
    try {
      file = await open(temporary, 'wx', 0o666);
      const recording = new RecordingFile(path, file, onFailure);
      for (const block of blocks) await recording.#write(block);
      await file.datasync();
      await rename(temporary, path);
      return ok(recording);
    } catch (error) {
      await file?.close().catch(() => {});
      await rm(temporary, { force: true }).catch(() => {});
      return notWritten(path, error);
    }
  }

  add(block: PackedBlock): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#ended) return;
      if (this.#bytes + block.data.length > RECORDING_LIMITS.bytes) {
        await this.#giveUp(
          fail(
            'refused',
            `The recording has ${RECORDING_LIMITS.bytes / 1024 / 1024} MB and was ended there: a larger one could not be opened.`,
            'Begin another one.',
          ),
        );
        return;
      }
      try {
        await this.#write(block);
        // Deltas that a power failure takes are few; a keyframe without which many cannot be read is not left to chance.
        if (block.kind === 'full') await this.#file.datasync();
      } catch (error) {
        await this.#giveUp(notWritten(this.path, error));
      }
    });
  }

  /** Answers when all that was added has been written, or cannot be. */
  idle(): Promise<void> {
    return this.#queue;
  }

  /** Answers when all that was added is on the disk. */
  async end(): Promise<void> {
    await this.#queue;
    if (this.#ended) return;
    this.#ended = true;
    await this.#file.datasync().catch(() => {});
    await this.#file.close();
  }

  async #write({ data }: PackedBlock): Promise<void> {
    let written = 0;
    while (written < data.length) {
      const { bytesWritten } = await this.#file.write(
        data,
        written,
        data.length - written,
        this.#bytes + written,
      );
      written += bytesWritten;
    }
    this.#bytes += data.length;
  }

  /** Half a block is of no use to anybody. */
  async #giveUp(reason: Result<never>): Promise<void> {
    this.#ended = true;
    await this.#file.truncate(this.#bytes).catch(() => {});
    await this.#file.close().catch(() => {});
    this.#onFailure(reason);
  }
}
