import { setTimeout as pause } from 'node:timers/promises';
import { called, type Diagnosis, diagnose, mayBeYoung } from '../../core/diagnosis.ts';
import { YOUNG_MS, type ZombieCase } from '../../core/diagnosis-facts.ts';
import type { Action, Outlook } from '../../core/diagnosis-prospects.ts';
import { visible } from '../../core/format.ts';
import { isProcessKey, type ProcessKey, partsOf } from '../../core/process.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { FirstSeen } from '../../engine/actions/facts/first-seen.ts';
import { keyNow, zombieCase } from '../../engine/actions/facts/zombie-case.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { complain, print, say } from '../output.ts';

export interface WhyOptions {
  readonly json?: boolean;
  readonly readOnly: boolean;
}

const NOT_BY_US = { own: process.pid, lab: null };

const ACTION_WORDS: Readonly<Record<Action, string>> = {
  wait: 'wait',
  free: 'free the parent',
  nudge: 'nudge',
  continue: 'continue',
  collect: 'collect',
  'end-parent': 'end the parent',
  fix: 'fix it for good',
};

const OUTLOOK_WORDS: Readonly<Record<Outlook, string>> = {
  works: 'yes',
  'may-work': 'perhaps',
  'no-use': 'no',
  impossible: 'not here',
};

/** The process that a word on the command line names: a pid as it is now, or a key. */
export function processNamed(word: string): Result<ProcessKey> {
  if (isProcessKey(word)) return ok(word);
  if (!/^[1-9]\d{0,9}$/.test(word)) {
    return fail('invalid', `"${word}" is neither a pid nor a key (pid@start).`);
  }
  const key = keyNow(Number(word));
  return key === null ? fail('gone', `There is no process ${word}.`) : ok(key);
}

/** `reaptree why`: why a zombie is still there, and what can be done about it. */
export async function why(word: string, { json, readOnly }: WhyOptions): Promise<ExitStatus> {
  const named = processNamed(word);
  const read = named.ok ? await patiently(named.value, readOnly) : named;
  if (!read.ok) {
    const { error } = read;
    // That somebody lives, or is gone, is an answer, and no fault of how it was asked.
    if (error.code === 'gone' || (error.code === 'invalid' && named.ok)) {
      say(error.message);
      return EXIT.found;
    }
    return complain(error);
  }
  const found = diagnose(read.value);
  await print(
    json
      ? [`${JSON.stringify({ ...found, facts: read.value }, null, 2)}\n`]
      : inWords(found, read.value.zombie),
  );
  return EXIT.done;
}

/** Looks again where it may have ended only just now: nobody has watched it that could tell. */
async function patiently(key: ProcessKey, readOnly: boolean): Promise<Result<ZombieCase>> {
  const options = { roots: NOT_BY_US, readOnly, firstSeen: new FirstSeen() };
  const first = await zombieCase(key, options);
  if (!first.ok || !mayBeYoung(first.value)) return first;
  await pause(YOUNG_MS);
  const second = await zombieCase(key, options);
  return second.ok || second.error.code !== 'gone'
    ? second
    : fail('gone', `${called(first.value.zombie)} had only just ended, and has been collected meanwhile.`);
}

function* inWords(
  { summary, certainty, evidence, prospects }: Diagnosis,
  zombie: { readonly key: ProcessKey; readonly name: string },
): Generator<string> {
  yield `${visible(zombie.name)} (${partsOf(zombie.key).pid}), ${certainty}:\n\n`;
  yield `  ${folded(summary, '  ')}\n\n`;
  for (const line of evidence) yield `  - ${line}\n`;
  if (prospects.length === 0) return;
  yield '\nWhat can be done:\n\n';
  for (const { action, outlook, says, cost } of prospects) {
    const head = `  ${ACTION_WORDS[action].padEnd(16)}${OUTLOOK_WORDS[outlook].padEnd(10)}`;
    yield `${head}${folded(cost === null ? says : `${says}; ${cost}`, ' '.repeat(head.length))}\n`;
  }
}

const LINE = 96;

/** Breaks between words, so that no line is longer than it reads well. */
function folded(text: string, indent: string): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && indent.length + line.length + word.length >= LINE) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join(`\n${indent}`);
}
