import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { fail, ok, type Result } from '../../core/result.ts';

const HINTS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file. Check the name.',
  EACCES: 'You may not read it.',
  EISDIR: 'That is a folder. Name a file in it.',
};

/**
 * Reads a whole text, but never more than `most` bytes of it: of a larger one `tooLarge` tells, as soon as that
 * is known. A pipe or a device has no size to look at before, so it is counted while it is read.
 * @param path - a file, or `-` for standard input
 */
export async function readBounded(
  path: string,
  most: number,
  tooLarge: (bytes: number) => Result<never>,
): Promise<Result<string>> {
  const read = await readBytes(path, most, tooLarge);
  return read.ok ? ok(read.value.toString('utf8')) : read;
}

/** The same for what is no text. */
export async function readBytes(
  path: string,
  most: number,
  tooLarge: (bytes: number) => Result<never>,
): Promise<Result<Buffer>> {
  try {
    if (path !== '-') {
      const { size } = await stat(path);
      if (size > most) return tooLarge(size);
    }
    const stream: Readable = path === '-' ? process.stdin : createReadStream(path);
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > most) return tooLarge(bytes);
      chunks.push(chunk);
    }
    return ok(Buffer.concat(chunks));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return fail(
      'io',
      `${path} was not read (${code || String(error)}).`,
      HINTS[code] ?? 'Check the file and the disk.',
    );
  }
}
