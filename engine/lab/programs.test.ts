import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCENARIOS } from './scenarios/index.ts';

const run = promisify(execFile);
const PROGRAMS = join(import.meta.dirname, '../../core/lab-programs');
/**
 * How long a second lasts in them. Most wait for what they show, however late it comes; where it is the lesson that
 * nobody waits, what is some seconds apart must stay so on a busy machine.
 */
const SECONDS: Readonly<Record<string, string>> = {
  orphan: '1',
  'polling-reaper': '0.06',
  'process-join': '1',
  wnohang: '1',
};
const secondOf = (id: string): string => SECONDS[id] ?? '0.2';

/** Each task once, in any order, and no sixth. */
const EACH_TASK = new RegExp(
  `^${[1, 2, 3, 4, 5].map((task) => `(?=[^]*task ${task} was done by \\d+\n)`).join('')}(?![^]*(task [^]*){6})`,
);

/** What each prints of what its scenario expects: by the name of the check that says the same. */
const PRINTS: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  'fork-returns': {
    parent: /^parent \d+: fork\(\) returned [1-9]\d*$/m,
    child: /^child: fork\(\) returned 0/m,
    getppid: /getppid\(\) is [1-9]\d*$/m,
  },
  'both-continue': { twice: /^(this line is run by \d+\n){2}$/ },
  'copied-memory': { child: /^child: counter is 9/m, parent: /^parent: counter is 10/m },
  // The parent may be running just then, and its pid the greater one.
  'ps-rows': {
    family:
      /^\d [A-Z] +\d+ +(\d+) +\d+ .*\n\d [A-Z] +\d+ +\d+ +\1 |^\d [A-Z] +\d+ +\d+ +(\d+) .*\n\d [A-Z] +\d+ +\2 /m,
  },
  'wait-any': { zero: /^\d+: exit 0$/m, seven: /^\d+: exit 7$/m, signal: /^\d+: signal 15$/m },
  'waitpid-one': { waits: /^waitpid\(\) returned the second$/m, still: /^the first is in state Z$/m },
  wnohang: { zero: /^at first: 0$/m, pid: /^after its end: its pid$/m, echild: /^then: ECHILD$/m },
  zombie: { zombie: /^the child is in state Z$/m, stays: /^and still: Z$/m },
  'sigchld-handler': { ten: /^collected 10 of 10$/m },
  'polling-reaper': { still: /^after 25 s: Z$/m, reaped: /^after a minute: gone$/m },
  'ignore-sigchld': { ignore: /^SIG_IGN: wait\(\) = -1 ECHILD, the child is gone$/m },
  'fork-loop': { each: /^1\n2\n3\n/, pile: /^3 zombies go with me$/m },
  orphan: { before: /^at first: my parent$/m, adopted: /^then: another has adopted me$/m },
  daemon: { cwd: /cwd \/,/, session: /leads its session: no/, tty: /terminal: no/ },
  'fork-fails': { eagain: /^fork\(\) = -1, EAGAIN$/m, reapable: /^collected all: yes$/m },
  'process-join': {
    without: /^end, without a join\nthe work is done\n/,
    join: /the work is done\nend, joined\n$/,
  },
  pool: {
    once: EACH_TASK,
    closed: /^closed: nothing is accepted$/m,
    join: /\njoined\n$/,
  },
  'prefork-server': { answered: /^request 4 was answered by \d+$/m, zombies: /^collected 4$/m },
  talk: {
    file: /^by file: 7$/m,
    pipe: /^by pipe: 7$/m,
    socket: /^by socket: 7$/m,
    signal: /^by signal: 7$/m,
    semaphore: /^by semaphore: 7$/m,
    memory: /^by memory: 7$/m,
  },
};

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reaptree-programs-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function printed(command: string, words: readonly string[]): Promise<string> {
  const running = run(command, words, { timeout: 60_000, env: { ...process.env, PYTHONUNBUFFERED: '' } });
  running.child.stdin?.on('error', () => {}); // most do not read
  running.child.stdin?.end('fffq');
  return (await running).stdout;
}

async function compiled(id: string): Promise<string> {
  const flags = [
    '-std=c11',
    '-D_GNU_SOURCE',
    '-pthread',
    '-Wall',
    '-Wextra',
    '-Werror',
    '-Wno-unused-result',
  ];
  const program = join(folder, id);
  await run('cc', [...flags, '-o', program, join(PROGRAMS, `${id}.c`)]);
  return program;
}

const python = await run('python3', ['--version']).then(
  () => true,
  () => false,
);

function agree(id: string, output: string): void {
  for (const [check, words] of Object.entries(PRINTS[id] ?? {})) expect(output, check).toMatch(words);
}

describe.skipIf(process.platform !== 'linux')('the programs beside the scenarios', () => {
  it('are there in C and in Python, for each one, and no others', () => {
    const names = SCENARIOS.flatMap(({ id }) => [`${id}.c`, `${id}.py`]).sort();
    expect(readdirSync(PROGRAMS).sort()).toEqual(names);
  });

  it.each(SCENARIOS.map((one) => one.id))('%s has its words compared with those of the scenario', (id) => {
    const scenario = SCENARIOS.find((one) => one.id === id);
    expect(Object.keys(scenario?.expected ?? {})).toEqual(
      expect.arrayContaining(Object.keys(PRINTS[id] ?? { none: '' })),
    );
  });

  it.concurrent.each(SCENARIOS.map((one) => one.id))('%s in C says what the scenario shows', async (id) => {
    agree(id, await printed(await compiled(id), [secondOf(id)]));
  });

  it.skipIf(!python).concurrent.each(SCENARIOS.map((one) => one.id))(
    '%s in Python says what the scenario shows',
    async (id) => {
      agree(id, await printed('python3', [join(PROGRAMS, `${id}.py`), secondOf(id)]));
    },
  );
});
