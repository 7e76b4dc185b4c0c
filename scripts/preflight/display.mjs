// A display: the machine's own, or an Xvfb of ours that ends with us.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChild, startChild } from '../children.mjs';
import { Trouble } from './trouble.mjs';
import { answers, authorityFor, connectAsClient } from './x11.mjs';

const patience = 15_000;

/** @type {import('./step.mjs').Step} */
export const display = {
  title: 'Display',

  async check({ machine }) {
    if (machine.platform !== 'linux') return '';
    const { DISPLAY, WAYLAND_DISPLAY } = machine.env;
    if (DISPLAY && !WAYLAND_DISPLAY && !(await answers(DISPLAY))) {
      throw new Trouble(
        `DISPLAY is ${DISPLAY}, and nothing answers there`,
        'Unset DISPLAY, and the app runs on an Xvfb of its own',
        // It may listen where we did not look: let Electron try.
        { goOn: true },
      );
    }
    return DISPLAY || WAYLAND_DISPLAY || null;
  },

  async perform(setup) {
    const folder = mkdtempSync(join(tmpdir(), 'reaptree-display-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    const cookie = randomBytes(16);
    const authority = join(folder, 'authority');
    // Without it any user of this machine could connect and press the buttons of a program that kills.
    writeFileSync(authority, authorityFor(cookie), { mode: 0o600 });

    const args = [
      '-screen',
      '0',
      '1440x900x24',
      '-nolisten',
      'tcp',
      '-auth',
      authority,
      '-terminate',
      '-displayfd',
      '3',
    ];
    const server = startChild('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] }, 'nobody');
    setup.closers.push(() => endChild(server));
    const number = await displayNumber(server);
    // `-terminate` ends the server with its last client. We are one from now on, so it stays while we
    // live, between two windows as well, and goes when we do, even when we are killed.
    const lifeline = await connectAsClient(number, cookie);
    setup.closers.push(() => {
      lifeline.destroy();
    });

    // There is no GPU behind it. Told so, Chromium draws by itself from the start; left to find out, it has
    // its GPU process fail and begin anew, and one window in ten never gets a frame.
    setup.electronArguments.push('--disable-gpu');
    Object.assign(setup.env, { DISPLAY: `:${number}`, XAUTHORITY: authority });
    return `none here, so the app runs on an Xvfb of its own, :${number}`;
  },
};

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<number>}
 */
function displayNumber(server) {
  return new Promise((resolve, reject) => {
    /** @param {string} why */
    const fail = (why) => {
      clearTimeout(alarm);
      reject(new Trouble(`Xvfb ${why}`, 'Start one by hand (Xvfb :7 &) and run this again with DISPLAY=:7'));
    };
    const alarm = setTimeout(() => fail(`gave no sign of life in ${patience / 1000} s`), patience);
    server.once('error', () => fail('could not be started'));
    server.once('exit', (code) => fail(`ended at once with exit code ${code}`));
    let text = '';
    const pipe = /** @type {import('node:stream').Readable} */ (server.stdio[3]);
    pipe.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
      text += chunk;
      if (!text.endsWith('\n')) return;
      clearTimeout(alarm);
      resolve(Number(text));
    });
  });
}
