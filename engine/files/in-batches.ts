/** In characters: large enough that a call to the system for each does not count. */
const BATCH = 64 * 1024;

/** The same text in larger pieces: a format gives a piece a process, and a write for each would take longer than the rest. */
export function* inBatches(chunks: Iterable<string | Uint8Array>): Generator<string | Uint8Array> {
  let batch = '';
  for (const chunk of chunks) {
    if (typeof chunk !== 'string') {
      if (batch !== '') yield batch;
      batch = '';
      yield chunk;
      continue;
    }
    batch += chunk;
    if (batch.length < BATCH) continue;
    yield batch;
    batch = '';
  }
  if (batch !== '') yield batch;
}
