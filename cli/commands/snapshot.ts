import { constants } from 'node:os';
import { counted } from '../../core/format.ts';
import { FORMATS, type FormatName, formatOfFile } from '../../core/snapshot/formats.ts';
import { MERMAID_MOST_EDGES } from '../../core/snapshot/mermaid.ts';
import { redact } from '../../core/snapshot/redact/redact.ts';
import { writeAtomically } from '../../engine/files/write-atomically.ts';
import { EXIT, type ExitStatus, RUN_EXIT } from '../exit-status.ts';
import { obtain, type Wanted } from '../obtain.ts';
import { complain, NOTHING_MATCHES, print, say } from '../output.ts';
import { STANDARD_ERROR, withProgress } from '../progress.ts';
import { table } from '../table.ts';
import { standardOutput } from '../terminal.ts';

export interface SnapshotOptions extends Wanted {
  readonly format?: FormatName;
  readonly output?: string;
  readonly redact?: boolean;
  readonly preview?: boolean;
}

/** Ctrl+C while a large file is written: the half that stands there goes, the old file stays. */
class Cancelled {
  by: 'SIGINT' | 'SIGTERM' | null = null;

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        this.by = signal;
      });
    }
  }

  *orAllOf(chunks: Iterable<string>): Generator<string> {
    for (const chunk of chunks) {
      if (this.by !== null) throw new Error('cancelled');
      yield chunk;
    }
  }
}

/** `reaptree snapshot`: the processes as data, of the machine as it is or of an earlier snapshot. */
export async function snapshot(file: string | undefined, options: SnapshotOptions): Promise<ExitStatus> {
  const { output } = options;
  const taken = await obtain(file, options, { rates: true });
  if (!taken.ok) return complain(taken.error);
  if (options.query !== undefined && taken.value.processes.length === 0) say(NOTHING_MATCHES);
  const { snapshot: shown, replacements } =
    options.redact || options.preview ? redact(taken.value) : { snapshot: taken.value, replacements: [] };
  if (options.preview) {
    if (replacements.length === 0) say('there is nothing to redact');
    await print(
      table(
        ['KIND', 'COUNT', 'INSTEAD', 'OF'],
        replacements.map(({ kind, count, replacement, original }) => [
          kind,
          String(count),
          replacement,
          original,
        ]),
        ['left', 'right', 'left', 'left'],
        standardOutput().width,
      ),
    );
    return EXIT.done;
  }
  const format = options.format ?? (output === undefined ? null : formatOfFile(output)) ?? 'json';
  if (format === 'mermaid' && shown.processes.length > MERMAID_MOST_EDGES) {
    say(
      `Mermaid draws ${MERMAID_MOST_EDGES} edges unless the page allows more; choose fewer with --query or --root`,
    );
  }
  const chunks = FORMATS[format].write(shown);
  const toTerminal = process.stdout.isTTY === true;
  if (output === undefined || output === '-') {
    // Among the data themselves it would be lost.
    await print(toTerminal ? chunks : withProgress(chunks, shown.processes.length, STANDARD_ERROR));
    return EXIT.done;
  }
  const cancelled = new Cancelled();
  const written = await writeAtomically(
    output,
    cancelled.orAllOf(withProgress(chunks, shown.processes.length, STANDARD_ERROR)),
  );
  if (cancelled.by !== null) {
    say('cancelled: nothing was written');
    return RUN_EXIT.signalled + constants.signals[cancelled.by];
  }
  if (!written.ok) return complain(written.error);
  say(`wrote ${counted(shown.processes.length, 'process', 'processes')} to ${output}`);
  return EXIT.done;
}
