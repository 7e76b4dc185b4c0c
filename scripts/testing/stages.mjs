// The stages of `npm test`: what each runs, for how long at most, what it needs, how it is counted.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../children.mjs';
import { project } from '../preflight/places.mjs';
import { fromPlaywright, fromReport, fromVitest, single } from './tally.mjs';

/**
 * @typedef {object} Stage
 * @property {string} title
 * @property {readonly import('../preflight/index.mjs').StepName[]} needs
 * @property {(setup: Pick<import('../preflight/step.mjs').Setup, 'env' | 'electron'>, reports: string) => Promise<import('./tally.mjs').Tally>} run
 */

const minutes = 60_000;

/** @satisfies {Record<string, Stage>} */
export const stages = {
  lint: {
    title: 'Lint',
    needs: [],
    run: async () =>
      single((await tool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'], 2)).ok),
  },

  types: {
    title: 'Types',
    needs: [],
    run: async () => single(await typesAgree()),
  },

  unit: {
    title: 'Unit tests',
    needs: ['libraries', 'readers', 'native', 'bundle'],
    async run(setup, reports) {
      const file = join(reports, 'unit.json');
      const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
      const { ok } = await tool('vitest/vitest.mjs', args, 10, setup.env);
      return fromReport(ok, contents(file), fromVitest);
    },
  },

  electron: {
    title: "Unit tests under Electron's Node",
    needs: ['electron', 'libraries', 'bundle'],
    async run(setup, reports) {
      const file = join(reports, 'electron.json');
      const args = ['run', '--config=vitest.electron.config.ts', '--reporter=default', '--reporter=json'];
      const env = { ...setup.env, ELECTRON_RUN_AS_NODE: '1' };
      const { ok } = await tool(
        'vitest/vitest.mjs',
        [...args, `--outputFile.json=${file}`],
        10,
        env,
        setup.electron?.executable,
      );
      return fromReport(ok, contents(file), fromVitest);
    },
  },

  e2e: {
    title: 'End-to-end tests',
    needs: ['electron', 'libraries', 'sandbox', 'native', 'bundle', 'display'],
    async run(setup, reports) {
      const file = join(reports, 'e2e.json');
      const args = ['test', '--config=e2e/playwright.config.ts', '--reporter=list,json'];
      const env = {
        ...setup.env,
        REAPTREE_ELECTRON: setup.electron?.executable,
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      };
      const { ok } = await tool('playwright/cli.js', args, 20, env);
      return fromReport(ok, contents(file), fromPlaywright);
    },
  },
};

/**
 * Runs the program of a package in node_modules, its words on our own output.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {number} limit in minutes
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [node] another one than that which runs this
 */
async function tool(program, args, limit, env = {}, node = process.execPath) {
  const result = await run(node, [join(project, 'node_modules', program), ...args], {
    cwd: project,
    env: { ...process.env, ...env },
    limit: limit * minutes,
    show: true,
  });
  if (result.timedOut) process.stderr.write(`✗ ended, as it took longer than ${limit} minutes\n`);
  return result;
}

/** Every project of the `types` script of package.json, so that one failure does not hide another. */
async function typesAgree() {
  const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const projects = [...scripts.types.matchAll(/-p (\S+)/g)].map((match) => match[1]);
  let agree = projects.length > 0;
  for (const folder of projects) {
    agree = (await tool('typescript/bin/tsc', ['-p', folder], 5)).ok && agree;
  }
  return agree;
}

/** @param {string} file */
function contents(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
