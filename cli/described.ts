import type { Argument, Command, Option } from 'commander';
import { queriesHelp } from './queries.ts';

/** The command line as data, from the program that parses it: for completions, the manual page and docs/cli.md. */
export interface DescribedCommand {
  readonly name: string;
  readonly about: string;
  readonly usage: string;
  readonly options: readonly DescribedOption[];
  readonly arguments: readonly DescribedArgument[];
  /** Beginning with a line `Examples:`, where there are any. */
  readonly more: string;
}

export interface DescribedOption {
  readonly flags: string;
  readonly short: string | null;
  readonly long: string;
  readonly about: string;
  /** What its value is called, without the brackets; `null` for a switch. */
  readonly value: string | null;
  readonly choices: readonly string[] | null;
}

export interface DescribedArgument {
  readonly name: string;
  readonly about: string;
  readonly choices: readonly string[] | null;
}

const valueIn = ({ flags }: Option): string | null => /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1] ?? null;

function describedOption(option: Option): DescribedOption {
  const value = valueIn(option);
  const usual = option.defaultValueDescription ?? option.defaultValue;
  const choices = option.argChoices ?? (value?.includes('|') ? value.split('|') : null);
  const extras = [
    ...(option.argChoices === undefined ? [] : [`one of ${option.argChoices.join(', ')}`]),
    ...(usual === undefined || option.long === '--source' ? [] : [`usually ${usual}`]),
  ];
  return {
    flags: option.flags,
    short: option.short ?? null,
    long: option.long ?? option.flags,
    about: option.description + (extras.length === 0 ? '' : ` (${extras.join('; ')})`),
    value,
    choices,
  };
}

const describedArgument = (argument: Argument): DescribedArgument => ({
  name: argument.name(),
  about: argument.description,
  choices: argument.argChoices ?? null,
});

/** What `addHelpText` has put behind the help: commander gives it only while it writes it. */
function afterHelp(command: Command): string {
  const { writeOut } = command.configureOutput();
  let text = '';
  command.configureOutput({
    writeOut: (written) => {
      text += written;
    },
  });
  command.outputHelp();
  command.configureOutput(writeOut === undefined ? {} : { writeOut });
  return text.slice(command.helpInformation().length).trim();
}

/** Those that every command takes. */
export const describedOptions = (program: Command): DescribedOption[] => program.options.map(describedOption);

export const describedCommands = (program: Command): DescribedCommand[] =>
  program.commands.map((command) => ({
    name: command.name(),
    about: command.description(),
    usage: `reaptree ${command.name()} ${command.usage()}`,
    options: command.options.filter(({ hidden }) => !hidden).map(describedOption),
    arguments: command.registeredArguments.map(describedArgument),
    // It is the same for all that take one, and has a chapter of its own.
    more: afterHelp(command).replace(queriesHelp(), '').trim(),
  }));
