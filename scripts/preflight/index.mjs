// Looks after what a fresh machine lacks, one step and one line at a time.
import { bundle } from './bundle.mjs';
import { display } from './display.mjs';
import { electron } from './electron.mjs';
import { libraries } from './libraries.mjs';
import { thisMachine } from './machine.mjs';
import { native } from './native.mjs';
import { readers } from './readers.mjs';
import { sandbox } from './sandbox.mjs';
import { Trouble } from './trouble.mjs';

const steps = { electron, libraries, readers, sandbox, native, bundle, display };

/** @typedef {keyof typeof steps} StepName */

/**
 * Runs the steps that are asked for, always in the order above. Gives null when one failed: what to do
 * about it has been said by then.
 * @param {readonly StepName[]} names
 * @param {{ strict?: boolean, machine?: import('./machine.mjs').Machine, out?: NodeJS.WriteStream }} [options]
 *   `out`: where the lines go, for a caller whose own standard output is data
 */
export async function preflight(names, { strict = false, machine = thisMachine, out = process.stdout } = {}) {
  /** @type {import('./step.mjs').Setup} */
  const setup = {
    machine,
    strict,
    needsDisplay: names.includes('display'),
    electron: null,
    electronArguments: [],
    env: {},
    closers: [],
  };
  for (const [name, step] of Object.entries(steps)) {
    if (!names.includes(/** @type {StepName} */ (name))) continue;
    if (!(await take(step, setup, out))) {
      await close(setup);
      return null;
    }
  }
  return { ...setup, close: () => close(setup) };
}

/**
 * @param {import('./step.mjs').Step} step
 * @param {import('./step.mjs').Setup} setup
 * @param {NodeJS.WriteStream} out
 */
async function take(step, setup, out) {
  try {
    const found = await step.check(setup);
    if (found !== null) {
      if (found) say(out, '✓', step.title, found);
      return true;
    }
    whileWaiting(out, `… ${step.title}`);
    say(out, '✓', step.title, await step.perform(setup));
    return true;
  } catch (error) {
    const trouble = error instanceof Trouble ? error : unforeseen(error);
    say(out, trouble.goOn ? '!' : '✗', step.title, `${trouble.message}. ${trouble.remedy}`);
    if (trouble.details) process.stderr.write(`${trouble.details.replaceAll(/^/gm, '    ')}\n`);
    return trouble.goOn;
  }
}

/** @param {unknown} error */
function unforeseen(error) {
  const message = error instanceof Error ? error.message : String(error);
  return new Trouble(message.split('\n')[0] ?? '', 'This should not happen: please report it with this line');
}

/** @param {import('./step.mjs').Setup} setup */
async function close(setup) {
  for (const closer of setup.closers.splice(0).reverse()) await closer();
}

/**
 * @param {NodeJS.WriteStream} out
 * @param {'✓' | '!' | '✗'} sign
 * @param {string} title
 * @param {string} text
 */
function say(out, sign, title, text) {
  whileWaiting(out, '');
  (sign === '✓' ? out : process.stderr).write(`${sign} ${title}: ${text}\n`);
}

/**
 * A line that the step's own line takes the place of; only where someone watches.
 * @param {NodeJS.WriteStream} out
 * @param {string} text
 */
function whileWaiting(out, text) {
  if (out.isTTY) out.write(`\r\x1b[K${text}`);
}
