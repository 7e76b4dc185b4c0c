import { type Command, InvalidArgumentError, Option } from 'commander';
import { INTERVAL_MS } from '../core/limits.ts';
import { parseQuery, type Query } from '../core/query.ts';
import { readOnlyByEnvironment } from '../engine/actions/read-only.ts';
import {
  isSourceChoice,
  SOURCE_CHOICES,
  type SourceChoice,
  usualSource,
} from '../engine/collect/open-source.ts';

function sourceNamed(name: string): SourceChoice {
  if (!isSourceChoice(name)) throw new InvalidArgumentError(`Use one of: ${SOURCE_CHOICES.join(', ')}.`);
  if (name === 'procfs' && process.platform !== 'linux') {
    throw new InvalidArgumentError('Only Linux has /proc to read.');
  }
  return name;
}

export const sourceOption = (): Option =>
  new Option(`--source <${SOURCE_CHOICES.join('|')}>`, 'where the processes are read from')
    .argParser(sourceNamed)
    .default(usualSource());

function queryFrom(text: string): Query {
  const query = parseQuery(text);
  if (query.ok) return query.value;
  const { message, from, to } = query.error;
  throw new InvalidArgumentError(
    `${message}\n  ${text}\n  ${' '.repeat(from)}${'^'.repeat(Math.max(1, to - from))}`,
  );
}

export const queryOption = (): Option =>
  new Option(
    '--query <query>',
    'only what it finds: words, state:zombie, mark:orphan, user:NAME … (see Queries)',
  ).argParser(queryFrom);

export const readOnlyOption = (): Option =>
  new Option(
    '--read-only',
    'look, and change nothing: kill, reap and run refuse (also: REAPTREE_READ_ONLY=1)',
  );

/** Said before the command, behind it, or by the environment. */
export const isReadOnly = (command: Command): boolean =>
  command.optsWithGlobals().readOnly === true || readOnlyByEnvironment();

export const jsonOption = (): Option => new Option('--json', 'as data');

function pidFrom(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('Give a pid, such as 42.');
  return Number(text);
}

export const rootOption = (): Option =>
  new Option('--root <pid>', 'only this process and everything below it').argParser(pidFrom);

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `1.5`, `30s`, `500ms`, `5m`, `1h`, in milliseconds; a number alone is seconds. */
export function timeFrom(text: string): number {
  const found = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text);
  if (found === null) throw new InvalidArgumentError('Give a time, such as 30s, 500ms, 5m or 1h.');
  return Math.round(Number(found[1]) * (UNITS[found[2] ?? 's'] ?? 0));
}

/** A time within the bounds of the polling interval. */
export function intervalFrom(text: string): number {
  const ms = timeFrom(text);
  if (ms < INTERVAL_MS.least || ms > INTERVAL_MS.most) {
    throw new InvalidArgumentError(`Give ${INTERVAL_MS.least / 1000}s to ${INTERVAL_MS.most / 1000}s.`);
  }
  return ms;
}

/** One or more of some words, with commas between them. */
export const wordsFrom =
  <Word extends string>(words: readonly Word[]) =>
  (text: string): Word[] => {
    const found = text.split(',').map((word) => word.trim());
    const known = found.filter((word): word is Word => (words as readonly string[]).includes(word));
    if (known.length !== found.length || known.length === 0) {
      throw new InvalidArgumentError(`Use one or more of: ${words.join(', ')}.`);
    }
    return [...new Set(known)];
  };
