import { setTimeout as pause } from 'node:timers/promises';
import { STRATEGY_WORDS, type Strategy } from '../../core/actions.ts';
import { called, mayBeYoung } from '../../core/diagnosis.ts';
import { adoption } from '../../core/diagnosis-ending.ts';
import { type People, YOUNG_MS, type ZombieCase } from '../../core/diagnosis-facts.ts';
import { exitWords } from '../../core/exit-words.ts';
import { counted } from '../../core/format.ts';
import { type ProcessKey, partsOf } from '../../core/process.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Actions } from '../../engine/actions/actions.ts';
import { lookAround } from '../../engine/actions/look.ts';
import { planFor } from '../../engine/actions/reap/reap.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { complain, print, say } from '../output.ts';
import { table } from '../table.ts';
import { openActions } from './acting.ts';
import { agreed } from './ask.ts';
import { processNamed } from './why.ts';

export interface ReapOptions {
  readonly all?: boolean;
  readonly strategy?: Strategy;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly readOnly: boolean;
}

async function chosen(words: readonly string[], { all }: ReapOptions): Promise<Result<ProcessKey[]>> {
  if (all === true) {
    if (words.length > 0) return fail('invalid', 'Give either pids or --all.');
    const look = await lookAround();
    return ok(
      [...look.all()].filter(({ state, threads }) => state === 'Z' && threads <= 1).map(({ key }) => key),
    );
  }
  if (words.length === 0) return fail('invalid', 'Name a zombie by its pid, or all of them by --all.');
  const keys: ProcessKey[] = [];
  for (const word of words) {
    const named = processNamed(word);
    if (!named.ok) return named;
    keys.push(named.value);
  }
  return ok(keys);
}

/** `reaptree reap`: gets rid of zombies, from gentle to harsh, and says what the kernel says came of it. */
export async function reap(words: readonly string[], options: ReapOptions): Promise<ExitStatus> {
  const keys = await chosen(words, options);
  if (!keys.ok) return complain(keys.error);
  if (keys.value.length === 0) {
    say('no zombies');
    return EXIT.done;
  }
  const actions = openActions(options.readOnly);
  const strategy = options.strategy ?? null;
  const cases = await casesOf(actions, keys.value);
  if (options.dryRun) return announce(cases, keys.value, strategy, options.json === true);
  const refused = actions.refusal();
  if (refused?.ok === false) return complain(refused.error);
  if (strategy === 'end-parent' && !options.yes && !(await mayEnd(cases))) return EXIT.refused;
  if (cases.some((one) => planFor(one, strategy).step === 'collect')) {
    say(
      'a parent never learns the status of a child that is collected for it through a debugger; it stands here',
    );
  }
  const reaped = await actions.reap({ keys: keys.value, strategy });
  if (!reaped.ok) return complain(reaped.error);
  await print(
    options.json
      ? [`${JSON.stringify(reaped.value, null, 2)}\n`]
      : table(
          ['PID', 'NAME', 'PARENT', 'ENDED WITH', 'REAPED', ''],
          reaped.value.map((one) => [
            String(one.pid),
            one.name,
            one.parent === null ? '' : called(one.parent),
            one.status === null ? 'unknown' : exitWords(one.status),
            one.reaped ? (one.strategy === null ? 'yes' : `by ${STRATEGY_WORDS[one.strategy]}`) : 'no',
            one.says,
          ]),
          ['right', 'left', 'left', 'left', 'left', 'left'],
        ),
  );
  const left = new Set(reaped.value.flatMap((one) => (one.reaped ? [] : [one.key])));
  if (left.size === 0) return EXIT.done;
  return cases.some((one) => left.has(one.zombie.key) && isBarred(one, strategy)) ? EXIT.refused : EXIT.found;
}

/** The system does not let us: with more rights it might have been collected. */
const isBarred = ({ means }: ZombieCase, strategy: Strategy | null): boolean =>
  !means.signal || (strategy === 'collect' && means.trace !== 'permitted');

/** Looks twice at those that may have ended only just now: their parents may be about to ask how. */
async function casesOf(actions: Actions, keys: readonly ProcessKey[]): Promise<ZombieCase[]> {
  const cases = await read(actions, keys);
  const young = cases.filter(mayBeYoung);
  if (young.length === 0) return cases;
  await pause(YOUNG_MS);
  const again = await read(
    actions,
    young.map(({ zombie }) => zombie.key),
  );
  return [...cases.filter((one) => !young.includes(one)), ...again];
}

async function read(actions: Actions, keys: readonly ProcessKey[]): Promise<ZombieCase[]> {
  const cases: ZombieCase[] = [];
  const ask = actions.askingOfMany();
  for (const key of keys) {
    const one = await ask(key);
    if (one.ok) cases.push(one.value);
  }
  return cases;
}

/** Names what would be lost with each parent, and asks. */
async function mayEnd(cases: readonly ZombieCase[]): Promise<boolean> {
  const parents = new Map(cases.flatMap(({ parent }) => (parent === null ? [] : [[parent.key, parent]])));
  for (const parent of parents.values()) {
    const lost = parent.init === 'container' ? parent.inContainer : parent.children;
    const what = parent.init === 'container' ? 'ends with it' : 'loses its parent';
    say(`would end ${called(parent)}${lost.count === 0 ? '' : `; ${what}: ${named(lost)}`}`);
    const heirs = adoption(parent);
    if (parent.init !== 'container' && heirs.outlook !== 'works') {
      say(`${heirs.outlook === 'no-use' ? 'that would be for nothing: ' : ''}${heirs.says}`);
    }
  }
  if (await agreed('Go on?')) return true;
  say('nothing was ended. --yes does it without asking.');
  return false;
}

const NAMED_MOST = 12;

function named({ count, first }: People): string {
  const names = first.slice(0, NAMED_MOST).map(called).join(', ');
  return count <= NAMED_MOST ? names : `${names} and ${count - NAMED_MOST} more`;
}

async function announce(
  cases: readonly ZombieCase[],
  keys: readonly ProcessKey[],
  strategy: Strategy | null,
  json: boolean,
): Promise<ExitStatus> {
  const plans = cases.map((one) => ({ one, ...planFor(one, strategy) }));
  await print(
    json
      ? [
          `${JSON.stringify(
            plans.map(({ one, step, says }) => ({ key: one.zombie.key, strategy: step, says })),
            null,
            2,
          )}\n`,
        ]
      : table(
          ['PID', 'NAME', 'PARENT', 'WOULD', ''],
          plans.map(({ one: { zombie, parent }, step, says }) => [
            String(zombie.pid),
            zombie.name,
            parent === null ? '' : called(parent),
            step === null ? 'leave it' : STRATEGY_WORDS[step],
            says,
          ]),
          ['right', 'left', 'left', 'left', 'left'],
        ),
  );
  const others = keys.filter((key) => !cases.some(({ zombie }) => zombie.key === key));
  if (others.length > 0) say(`no zombie: ${others.map((key) => partsOf(key).pid).join(', ')}`);
  say(`nothing was done to ${counted(cases.length, 'zombie')}`);
  return plans.every(({ step }) => step !== null) ? EXIT.done : EXIT.found;
}
