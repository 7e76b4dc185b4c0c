/**
 * What a run of the preflight finds and makes, for the steps that follow and for the caller.
 * @typedef {object} Setup
 * @property {import('./machine.mjs').Machine} machine
 * @property {boolean} strict           a helper that does not compile is a failure, not a warning
 * @property {boolean} needsDisplay
 * @property {import('./electron.mjs').Runtime | null} electron
 * @property {string[]} electronArguments
 * @property {NodeJS.ProcessEnv} env    what to add to the environment of whatever runs Electron
 * @property {Array<() => void | Promise<void>>} closers
 */

/**
 * One thing to look after before the app can start.
 * @typedef {object} Step
 * @property {string} title
 * @property {(setup: Setup) => Promise<string | null> | string | null} check
 *   done already? Then what there is, in a few words (empty: nothing worth a line); null: still to do
 * @property {(setup: Setup) => Promise<string> | string} perform
 *   does it, and tells in a few words what was done; throws a Trouble where it cannot
 */

export {};
