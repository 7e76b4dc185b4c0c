import { parseArgs } from 'node:util';
import { INTERVAL_MS } from '../core/limits.ts';
import { fail, ok, type Result } from '../core/result.ts';
import {
  isSourceChoice,
  SOURCE_CHOICES,
  type SourceChoice,
  usualSource,
} from '../engine/collect/open-source.ts';

export interface Arguments {
  readonly source: SourceChoice;
  readonly intervalMs: number;
  /** Open, wait for the first tree, save a picture here, quit. */
  readonly smokeTest: string | null;
  /** Look, and change nothing. */
  readonly readOnly: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

export const HELP = `Usage: reaptree-app [options]

  --source=${SOURCE_CHOICES.join('|')}   where the processes are read from (here: ${usualSource()})
  --interval=SECONDS         how often, ${INTERVAL_MS.least / 1000} to ${INTERVAL_MS.most / 1000} (usually ${INTERVAL_MS.usual / 1000})
  --smoke-test FILE.png      open the window, save a picture of the first tree, quit
  --read-only                look, and change nothing: no signals, no lab
  --help, --version
`;

/**
 * Reads what the app was started with. Chromium and Electron have hundreds of switches of their own, so
 * an unknown one is passed over.
 */
export function readArguments(argv: readonly string[]): Result<Arguments> {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: {
      source: { type: 'string' },
      interval: { type: 'string' },
      'smoke-test': { type: 'string' },
      'read-only': { type: 'boolean' },
      help: { type: 'boolean' },
      version: { type: 'boolean' },
    },
  });
  const source = values.source ?? usualSource();
  if (typeof source !== 'string' || !isSourceChoice(source)) {
    return fail('invalid', `--source=${source} is not known.`, `Use one of: ${SOURCE_CHOICES.join(', ')}.`);
  }
  if (source === 'procfs' && process.platform !== 'linux') {
    return fail('invalid', 'Only Linux has /proc to read.', 'Leave out --source=procfs.');
  }
  const intervalMs = values.interval === undefined ? INTERVAL_MS.usual : Number(values.interval) * 1000;
  if (!(intervalMs >= INTERVAL_MS.least && intervalMs <= INTERVAL_MS.most)) {
    const range = `${INTERVAL_MS.least / 1000} to ${INTERVAL_MS.most / 1000}`;
    return fail('invalid', `--interval=${values.interval} is out of range.`, `Give ${range} seconds.`);
  }
  const smokeTest = values['smoke-test'];
  if (smokeTest !== undefined && (typeof smokeTest !== 'string' || smokeTest === '')) {
    return fail('invalid', '--smoke-test needs a file name.', 'For example: --smoke-test tree.png');
  }
  return ok({
    source,
    intervalMs: Math.round(intervalMs),
    smokeTest: smokeTest ?? null,
    readOnly: values['read-only'] === true,
    help: values.help === true,
    version: values.version === true,
  });
}
