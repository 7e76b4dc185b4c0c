import { constants, open } from 'node:fs/promises';
import { type EventName, momentOf } from '../../core/recording/playback.ts';
import type { PackedBlock } from '../../core/recording/recording.ts';
import { ok, type Result } from '../../core/result.ts';
import { EventHistory } from '../../engine/history/event-history.ts';
import { Living } from '../../engine/history/living.ts';
import type { ReaderQuestions } from '../../engine/record/reader-questions.ts';
import { Calls } from '../../engine/thread/calls.ts';
import { RECORDING_READER_FILE } from '../locations.ts';
import type { ShownView } from './shown-view.ts';

/** What of the past is to be shown: a file, or what is in memory. */
export type RecordingSource =
  | { readonly file: string }
  | { readonly blocks: readonly PackedBlock[]; readonly event: EventName | null };

/** A recording, read in a thread of its own for as long as its window is open. */
export async function recordingView(source: RecordingSource): Promise<Result<ShownView>> {
  const reader = new Calls<ReaderQuestions>(RECORDING_READER_FILE, 'The thread that reads the recording');
  const opened =
    'file' in source
      ? await reader.ask('openFile', source.file)
      : await reader.ask('openBlocks', source.blocks);
  if (!opened.ok) {
    await reader.close();
    return opened;
  }
  const overview = opened.value;
  const { times, told, host } = overview;
  const last = times.length - 1;
  /** The moment that the page shows. A file begins at its beginning, and what has just been at its end. */
  let shown = 'file' in source ? 0 : source.event === null ? last : momentOf(overview, source.event);
  let known: EventHistory | null = null;
  const history = (): EventHistory => {
    if (known === null) {
      known = new EventHistory(new Living(), told.length + 1);
      known.begin(times[0] ?? 0);
      known.take({ added: [], changed: [], events: told.map(({ event }) => event) });
    }
    return known;
  };

  return ok({
    view: {
      kind: 'recording',
      file: 'file' in source ? source.file : null,
      hostname: host.hostname,
      from: times[0] ?? 0,
      to: times[last] ?? 0,
      opensAt: shown,
      about: 'file' in source ? null : (source.event?.key ?? null),
      damaged: overview.lost > 0,
    },
    attach: () => reader.ask('state', shown),
    text: async () => {
      const state = await reader.ask('state', shown);
      return state.ok ? ok({ form: 'sample', text: state.value.text }) : state;
    },
    events: (question) => ok(history().ask(question)),
    above: (key) => ok(history().above(key)),
    leaks: () => reader.ask('leaks', shown),
    playback: {
      overview,
      seek: async (from, to) => {
        const moment = Math.min(to, last);
        const seek = await reader.ask('seek', { from, to: moment });
        if (seek.ok) shown = moment;
        return seek;
      },
    },
    close: () => void reader.close(),
  });
}

/** A pipe that nobody writes to would be opened for ever. Windows has no such flag, and no such pipes. */
const AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Whether a file begins as a recording does: as gzip, RFC 1952. Everything else is for others to judge. */
export async function looksRecorded(path: string): Promise<boolean> {
  const file = await open(path, AT_ONCE).catch(() => null);
  if (file === null) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } catch {
    return false;
  } finally {
    await file.close();
  }
}
