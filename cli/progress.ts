import { count } from '../core/format.ts';

/** What is done sooner needs no talk. */
const AFTER_MS = 700;
const EVERY_MS = 150;

/**
 * Tells on standard error how far the writing has come, where somebody looks at it. A format gives a piece a process,
 * with a few around them.
 */
export function* withProgress(
  chunks: Iterable<string>,
  processes: number,
  { isTTY, write }: { readonly isTTY: boolean; readonly write: (text: string) => void },
): Generator<string> {
  if (!isTTY) {
    yield* chunks;
    return;
  }
  let told = performance.now() + AFTER_MS - EVERY_MS;
  let written = 0;
  let shown = false;
  try {
    for (const chunk of chunks) {
      yield chunk;
      written += 1;
      const now = performance.now();
      if (now - told < EVERY_MS) continue;
      told = now;
      shown = true;
      write(`\r\u001b[Kreaptree: ${count(Math.min(written, processes))} of ${count(processes)} written`);
    }
  } finally {
    if (shown) write('\r\u001b[K');
  }
}

/** Where people look. */
export const STANDARD_ERROR = {
  get isTTY(): boolean {
    return process.stderr.isTTY === true;
  },
  write: (text: string): void => {
    process.stderr.write(text);
  },
};
