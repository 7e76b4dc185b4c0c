import type { Command } from 'commander';
import { describedCommands, describedOptions } from './described.ts';
import { QUERY_ASKER, QUERY_CHAPTERS } from './queries.ts';

/** A line of roff, man(7): a backslash, a hyphen and a leading dot or quote mean something there. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1');

/** As the words behind a macro, to which a quote means something too. */
const argument = (text: string): string => escaped(text).replaceAll('"', '\\(dq');

export const EXIT_STATUSES: readonly (readonly [string, string])[] = [
  ['0', 'Done.'],
  ['1', 'What was asked for is not so: zombies --fail, diff --fail-on or run --fail-on found something.'],
  ['2', 'Wrong usage, or a file that is no snapshot.'],
  ['3', 'The system refused.'],
  [
    'other',
    'That of the command that was run; 124 after the timeout, 126 and 127 where it could not be started.',
  ],
];

export const ENVIRONMENT: readonly (readonly [string, string])[] = [
  [
    'REAPTREE_READ_ONLY',
    'Where it is set to 1, nothing acts, as with --read-only. The app heeds it as well.',
  ],
  ['NO_COLOR', 'Where it is set and not empty, nothing is coloured.'],
  ['COLUMNS', 'How wide a line may be, where it is to be another width than that of the terminal.'],
];

/** The manual page, man(7), from the program that parses the words. */
export function manPage(program: Command): string {
  const lines = [
    `.TH REAPTREE 1 "" "reaptree ${program.version() ?? ''}" "User Commands"`,
    '.SH NAME',
    'reaptree \\- sees processes as the kernel does, and zombies above all',
    '.SH SYNOPSIS',
    '.B reaptree',
    '.I command',
    '.RI [ options ]',
    '.SH DESCRIPTION',
    'Draws, lists, writes and compares the processes of a machine, tells what happens to them, and runs a command so that nothing that it leaves behind gets away. Data goes to standard output, talk to standard error.',
    '.SH COMMANDS',
  ];
  for (const command of describedCommands(program)) {
    lines.push(
      `.SS ${escaped(command.usage)}`,
      escaped(`${command.about[0]?.toUpperCase()}${command.about.slice(1)}.`),
    );
    for (const { name, about } of command.arguments) {
      if (about !== '') lines.push('.TP', `.I ${escaped(name)}`, escaped(about));
    }
    for (const { flags, about } of command.options) lines.push('.TP', `.B ${escaped(flags)}`, escaped(about));
    if (command.more !== '') lines.push('.PP', '.nf', '.RS', escaped(command.more), '.RE', '.fi');
  }
  lines.push('.SH OPTIONS');
  for (const { flags, about } of describedOptions(program)) {
    lines.push('.TP', `.B ${escaped(flags)}`, escaped(about));
  }
  for (const [index, { title, lines: told }] of QUERY_CHAPTERS.entries()) {
    lines.push(`${index === 0 ? '.SH' : '.SS'} ${title.toUpperCase()}`);
    for (const { writing, about } of told) lines.push('.TP', `.B ${argument(writing)}`, escaped(about));
  }
  lines.push('.PP', escaped(QUERY_ASKER));
  lines.push('.SH EXIT STATUS');
  for (const [status, meaning] of EXIT_STATUSES) lines.push('.TP', `.B ${status}`, escaped(meaning));
  lines.push('.SH ENVIRONMENT');
  for (const [name, meaning] of ENVIRONMENT) lines.push('.TP', `.B ${name}`, escaped(meaning));
  lines.push('.SH SEE ALSO', '.BR ps (1),', '.BR pstree (1),', '.BR prctl (2)');
  return `${lines.join('\n')}\n`;
}
