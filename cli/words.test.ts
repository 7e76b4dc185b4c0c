import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { FIELD_GUIDE, FIELDS } from '../core/query.ts';
import { bin, man, version } from '../package.json';
import { completionFor } from './completion.ts';
import { describedCommands } from './described.ts';
import { manPage } from './man-page.ts';
import { markdown } from './markdown.ts';
import { buildProgram } from './program.ts';
import { SHELLS } from './shells.ts';
import { terminalOf } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'reaptree-words-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = () => buildProgram(version, () => {});
const has = (command: string): boolean => spawnSync(command, ['--version']).error === undefined;

it.each(SHELLS)('completions for %s name every command and option, and the shell takes them', (name) => {
  const script = completionFor(name, program());
  for (const command of describedCommands(program())) {
    expect(script).toContain(command.name);
    for (const { long } of command.options)
      expect(script).toContain(name === 'fish' ? `-l ${long.slice(2)}` : long);
  }
  if (!has(name)) return;
  const file = join(folder, name);
  writeFileSync(file, script);
  const checked = spawnSync(name, ['-n', file], { encoding: 'utf8' });
  expect([checked.status, checked.stderr]).toEqual([0, '']);
});

it.skipIf(!has('bash'))('bash completes as one expects', () => {
  const answers = (line: string): string[] => {
    const words = line.split(' ');
    const ask = `${completionFor('bash', program())}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _reaptree; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return spawnSync('bash', ['-c', ask], { encoding: 'utf8' }).stdout.trim().split('\n');
  };
  expect(answers('reaptree zo')).toEqual(['zombies']);
  expect(answers('reaptree snapshot --format m')).toEqual(['mermaid']);
  expect(answers('reaptree diff --fa')).toEqual(['--fail-on']);
  expect(answers('reaptree completion f')).toContain('fish');
});

it('the manual page and docs/cli.md are those of this program', () => {
  expect(readFileSync('docs/reaptree.1', 'utf8')).toBe(manPage(program()));
  expect(readFileSync('docs/cli.md', 'utf8')).toBe(markdown(program()));
  expect(existsSync(resolve(man))).toBe(true);
});

it.skipIf(!has('man'))('the manual page is read by man without complaint', () => {
  const read = spawnSync('man', ['--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z', 'docs/reaptree.1'], {
    encoding: 'utf8',
  });
  expect([read.status, read.stderr]).toEqual([0, '']);
});

it('every command has help with examples', () => {
  for (const { name, more } of describedCommands(program()))
    expect([name, more]).toEqual([name, expect.stringContaining('Examples:')]);
});

it('every command that takes a query tells how to write one', () => {
  for (const command of program().commands) {
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    const asks = command.options.some(({ long }) => long === '--query');
    for (const field of FIELDS)
      expect([command.name(), help.includes(FIELD_GUIDE[field].example)]).toEqual([command.name(), asks]);
  }
});

it('what npm links is there before anything is built', () => {
  expect(statSync(bin.reaptree).mode & 0o111).toBe(0o111);
  expect(spawnSync(process.execPath, [bin.reaptree, '--version'], { encoding: 'utf8' }).stdout).toBe(
    `${version}\n`,
  );
});

it('knows what a terminal can', () => {
  const terminal = { isTTY: true, columns: 80 } as const;
  expect(terminalOf(terminal, { LANG: 'C.UTF-8' })).toEqual({ colour: true, unicode: true, width: 80 });
  expect(terminalOf(terminal, { NO_COLOR: '', TERM: 'xterm' }).colour).toBe(true);
  expect(terminalOf(terminal, { NO_COLOR: '0' }).colour).toBe(false);
  expect(terminalOf(terminal, { TERM: 'dumb', LANG: 'C.UTF-8' })).toMatchObject({
    colour: false,
    unicode: false,
  });
  expect(terminalOf(terminal, { COLUMNS: '40' }).width).toBe(40);
  expect(terminalOf({ isTTY: false, columns: 0 }, {}).width).toBe(Number.POSITIVE_INFINITY);
});
