// Child processes that cannot outlive us or hang: each leads its own process group, each may have a
// time limit, and whatever still runs when this process ends is ended by the pid that we were given.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * @typedef {object} Result
 * @property {number | null} code    exit code, null where a signal ended it or it never started
 * @property {NodeJS.Signals | null} signal
 * @property {string} output         stdout and stderr as they came; empty where they were shown instead
 * @property {string} stdout
 * @property {boolean} ok            it ended with exit code 0
 * @property {boolean} missing       there is no such command
 * @property {boolean} timedOut
 */

/**
 * @typedef {object} RunOptions
 * @property {number} [limit]        milliseconds; without one it may run as long as it likes
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [show]        let it write to our own stdout and stderr
 * @property {boolean} [passSignals] what interrupts us goes to this process alone, and its end is ours
 */

const groups = process.platform !== 'win32';
const graceBeforeKill = 5_000;

/**
 * Who gets a signal that interrupts us: the child's whole group; the child alone, which tells its own
 * children; or nobody, as others still lean on that child and it is ended after them.
 * @typedef {'group' | 'child' | 'nobody'} Told
 */

/** @type {Map<import('node:child_process').ChildProcess, Told>} */
const living = new Map();
/** @type {{ signal: NodeJS.Signals, at: number } | null} */
let interruption = null;

/**
 * Starts a child in a process group of its own, so that one key press at the terminal reaches it once
 * (through us) and not twice.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @param {Told} [told]
 */
export function startChild(command, args, options = {}, told = 'group') {
  listenForSignals();
  const child = spawn(command, args, { ...options, detached: groups });
  living.set(child, told);
  const forget = () => {
    living.delete(child);
    if (interruption && told === 'group' && !someoneTold()) process.exit(statusOf(interruption.signal));
  };
  child.once('exit', forget);
  child.once('error', forget);
  return child;
}

/**
 * Runs a command to its end. Never rejects: a command that is missing, fails or takes too long is a
 * result like any other.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Result>}
 */
export function run(command, args, { limit, cwd, env, show = false, passSignals = false } = {}) {
  return new Promise((resolve) => {
    let output = '';
    let stdout = '';
    let timedOut = false;
    const child = startChild(
      command,
      args,
      { stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'], cwd, env },
      passSignals ? 'child' : 'group',
    );
    child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
    });
    const alarm =
      limit === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            endChild(child);
          }, limit);

    /** @param {Pick<Result, 'code' | 'signal' | 'missing'>} end */
    const finish = (end) => {
      clearTimeout(alarm);
      // Interrupted: the caller must not take the end of this child for a failure and go on.
      if (interruption && !passSignals) return;
      resolve({ ...end, output, stdout, timedOut, ok: end.code === 0 && !timedOut });
    };
    child.once('error', () => finish({ code: null, signal: null, missing: true }));
    child.once('exit', (code, signal) => {
      if (show) return finish({ code, signal, missing: false });
      // A grandchild may hold the pipes open after the child is gone: wait for the last words, not for it.
      const lastWords = setTimeout(() => child.emit('close', code, signal), 500);
      child.once('close', () => {
        clearTimeout(lastWords);
        child.stdout?.destroy();
        child.stderr?.destroy();
        finish({ code, signal, missing: false });
      });
    });
  });
}

/**
 * Ends a child and its group: asked first, made to a little later.
 * @param {import('node:child_process').ChildProcess} child
 */
export function endChild(child) {
  signalChild(child, 'SIGTERM', 'group');
  setTimeout(() => signalChild(child, 'SIGKILL', 'group'), graceBeforeKill).unref();
}

/**
 * The exit status that tells a shell which signal ended us.
 * @param {NodeJS.Signals} signal
 */
export function statusOf(signal) {
  return 128 + (constants.signals[signal] ?? 0);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 * @param {Told} told
 */
function signalChild(child, signal, told) {
  // A child that has been waited for has given its pid back: it may belong to another by now.
  if (told === 'nobody' || !living.has(child) || child.pid === undefined) return;
  try {
    if (groups && told === 'group') process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It ended in between.
  }
}

let listening = false;

function listenForSignals() {
  if (listening) return;
  listening = true;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => interrupt(signal));
  }
  process.on('exit', () => {
    // Whoever was told has had its time. The others get to tidy up: they were not asked before.
    for (const [child, told] of living)
      signalChild(child, told === 'nobody' ? 'SIGTERM' : 'SIGKILL', 'group');
  });
}

function someoneTold() {
  return [...living.values()].some((told) => told !== 'nobody');
}

/** @param {NodeJS.Signals} signal */
function interrupt(signal) {
  // One key press arrives from the terminal and once more from npm: pass it on once.
  if (interruption && Date.now() - interruption.at < 1_000) return;
  interruption = { signal, at: Date.now() };
  if (!someoneTold()) process.exit(statusOf(signal));
  for (const [child, told] of living) signalChild(child, signal, told);
  setTimeout(() => process.exit(statusOf(signal)), graceBeforeKill * 2).unref();
}
