import type { Command } from 'commander';
import { describedCommands, describedOptions } from './described.ts';
import { ENVIRONMENT, EXIT_STATUSES } from './man-page.ts';
import { QUERY_ASKER, QUERY_CHAPTERS } from './queries.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** A table whose columns are as wide as their widest cell, as the formatter of this project wants it. */
function* rows(title: string, pairs: readonly (readonly [string, string])[]): Generator<string> {
  if (pairs.length === 0) return;
  const cells = [
    [title, ''],
    ...pairs.map(([left, right]) => [`\`${cell(left)}\``, cell(right.replaceAll('\\', '\\\\'))]),
  ];
  const widths = [0, 1].map((column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  for (const [index, row] of cells.entries()) {
    yield line(row);
    if (index === 0) yield `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |\n`;
  }
  yield '\n';
}

function* page(program: Command): Generator<string> {
  yield `# The command line\n\nWritten by \`reaptree man --markdown\` from the program itself; \`reaptree man\` prints the same as a manual page.\n`;
  for (const command of describedCommands(program)) {
    yield `\n## ${command.name}\n\n${command.about[0]?.toUpperCase()}${command.about.slice(1)}.\n\n\`\`\`\n${command.usage}\n\`\`\`\n\n`;
    yield* rows(
      'argument',
      command.arguments.map(({ name, about }) => [name, about]),
    );
    yield* rows(
      'option',
      command.options.map(({ flags, about }) => [flags, about]),
    );
    if (command.more !== '') yield `\`\`\`\n${command.more}\n\`\`\`\n`;
  }
  yield '\n## For every command\n\n';
  yield* rows(
    'option',
    describedOptions(program).map(({ flags, about }) => [flags, about]),
  );
  for (const [index, { title, lines }] of QUERY_CHAPTERS.entries()) {
    yield `${index === 0 ? '##' : '###'} ${title}\n\n`;
    if (index === 0) yield 'What `--query` finds, and the search field of the app.\n\n';
    yield* rows(
      'query',
      lines.map(({ writing, about }) => [writing, about]),
    );
  }
  yield `${QUERY_ASKER}\n\n`;
  yield '## Exit status\n\n';
  yield* rows('status', EXIT_STATUSES);
  yield '## Environment\n\n';
  yield* rows('variable', ENVIRONMENT);
}

/** docs/cli.md, from the program that parses the words. */
export const markdown = (program: Command): string => `${[...page(program)].join('').trimEnd()}\n`;
