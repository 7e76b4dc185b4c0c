import { resolve } from 'node:path';
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
  /** `null`: it was not said, and is as the user likes it. */
  readonly intervalMs: number | null;
  /** Open, wait for the first tree, save a picture here, quit. */
  readonly smokeTest: string | null;
  /** A snapshot to open instead of the machine as it is. */
  readonly file: string | null;
  /** Nothing was asked for but the app, or that file. */
  readonly plain: boolean;
  /** Look, and change nothing. */
  readonly readOnly: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

const OWN_OPTIONS = ['source', 'interval', 'smoke-test', 'read-only'] as const;

export const HELP = `Usage: reaptree-app [options] [FILE]

Shows this machine's processes, or those that are kept in the snapshot FILE.

  --source=${SOURCE_CHOICES.join('|')}   where the processes are read from (here: ${usualSource()})
  --interval=SECONDS         how often, ${INTERVAL_MS.least / 1000} to ${INTERVAL_MS.most / 1000} (as it was last set, at first ${INTERVAL_MS.usual / 1000})
  --smoke-test FILE.png      open the window, save a picture of the first tree, quit
  --read-only                look, and change nothing: no signals, no lab
  --help, --version
`;

/**
 * Reads what the app was started with. Chromium and Electron have hundreds of switches of their own, so
 * an unknown one is passed over.
 * @param appPath - the folder that Electron itself was told to run, where it was; what is named after it is ours
 * @param folder - what a relative path begins at
 */
export function readArguments(
  argv: readonly string[],
  appPath: string | null,
  folder: string = process.cwd(),
): Result<Arguments> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
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
  const intervalMs = values.interval === undefined ? null : Math.round(Number(values.interval) * 1000);
  if (intervalMs !== null && !(intervalMs >= INTERVAL_MS.least && intervalMs <= INTERVAL_MS.most)) {
    const range = `${INTERVAL_MS.least / 1000} to ${INTERVAL_MS.most / 1000}`;
    return fail('invalid', `--interval=${values.interval} is out of range.`, `Give ${range} seconds.`);
  }
  const names = positionals.slice(
    appPath === null ? 0 : 1 + positionals.findIndex((one) => resolve(folder, one) === appPath),
  );
  if (names.length > 1) {
    return fail('invalid', 'Only one snapshot can be named.', 'Open the others from the File menu.');
  }
  const smokeTest = values['smoke-test'];
  if (smokeTest !== undefined && (typeof smokeTest !== 'string' || smokeTest === '')) {
    return fail('invalid', '--smoke-test needs a file name.', 'For example: --smoke-test tree.png');
  }
  return ok({
    source,
    intervalMs,
    smokeTest: smokeTest ?? null,
    file: names[0] === undefined ? null : resolve(folder, names[0]),
    plain: OWN_OPTIONS.every((name) => values[name] === undefined),
    readOnly: values['read-only'] === true,
    help: values.help === true,
    version: values.version === true,
  });
}
