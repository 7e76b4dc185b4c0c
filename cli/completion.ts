import type { Command } from 'commander';
import { type DescribedCommand, type DescribedOption, describedCommands } from './described.ts';
import type { Shell } from './shells.ts';

/** Whether the value of an option is the name of a file. */
const isFile = ({ value }: DescribedOption): boolean => value === 'file';

/** A word within single quotes, for any of the three shells. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const fishQuoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;
/** A description within brackets, for zsh. */
const zshText = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&');

const wordsOf = ({ short, long }: DescribedOption): string[] => [long, ...(short === null ? [] : [short])];
const choicesOf = (command: DescribedCommand): readonly string[] =>
  command.arguments.flatMap(({ choices }) => choices ?? []);

function bash(commands: readonly DescribedCommand[]): string {
  const cases = commands.map((command) => {
    const words = [...command.options.flatMap(wordsOf), '--help', ...choicesOf(command)].join(' ');
    return `    ${command.name}) words=${quoted(words)} ;;`;
  });
  const values = new Map<string, string>();
  for (const { options } of commands) {
    for (const option of options) {
      if (option.value === null) continue;
      const answer =
        option.choices === null
          ? isFile(option)
            ? 'COMPREPLY=($(compgen -f -- "$word"))'
            : 'COMPREPLY=()'
          : `COMPREPLY=($(compgen -W ${quoted(option.choices.join(' '))} -- "$word"))`;
      values.set(wordsOf(option).join('|'), answer);
    }
  }
  return `# bash completion for reaptree: reaptree completion bash
_reaptree() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" command="\${COMP_WORDS[1]}" words
  local at
  if [[ $command == run ]]; then
    for ((at = 2; at < COMP_CWORD; at++)); do
      if [[ \${COMP_WORDS[at]} == -- ]]; then
        COMPREPLY=($(compgen -c -f -- "$word"))
        return
      fi
    done
  fi
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W ${quoted([...commands.map(({ name }) => name), '--help', '--version'].join(' '))} -- "$word"))
    return
  fi
  case $before in
${[...values].map(([words, answer]) => `    ${words}) ${answer}; return ;;`).join('\n')}
  esac
  case $command in
${cases.join('\n')}
    *) return ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  [[ $word == -* ]] || COMPREPLY+=($(compgen -f -- "$word"))
}
complete -o filenames -F _reaptree reaptree
`;
}

function zshOption(option: DescribedOption): string[] {
  const value =
    option.value === null
      ? ''
      : `:${zshText(option.value)}:${option.choices !== null ? `(${option.choices.join(' ')})` : isFile(option) ? '_files' : ''}`;
  return wordsOf(option).map((word) => quoted(`${word}[${zshText(option.about)}]${value}`));
}

function zsh(commands: readonly DescribedCommand[]): string {
  const listed = commands.map(({ name, about }) => `    ${quoted(`${name}:${zshText(about)}`)}`);
  const cases = commands.map((command) => {
    const places = command.arguments.map(({ name, choices }) => {
      if (command.name === 'run') return quoted('*::command:_normal');
      return quoted(`:${zshText(name)}:${choices === null ? '_files' : `(${choices.join(' ')})`}`);
    });
    const words = [...command.options.flatMap(zshOption), ...places].map((word) => `        ${word}`);
    return `    ${command.name})\n      _arguments \\\n${[...words, "        '--help[tell what it does]'"].join(' \\\n')}\n      ;;`;
  });
  return `#compdef reaptree
# zsh completion for reaptree: reaptree completion zsh
_reaptree() {
  local -a commands
  commands=(
${listed.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
compdef _reaptree reaptree
`;
}

function fish(commands: readonly DescribedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const lines = commands.flatMap((command) => {
    const within = `-n '__fish_seen_subcommand_from ${command.name}'`;
    return [
      `complete -c reaptree -f -n 'not __fish_seen_subcommand_from ${names}' -a ${command.name} -d ${fishQuoted(command.about)}`,
      ...command.options.map((option) => {
        const short = option.short === null ? '' : ` -s ${option.short.slice(1)}`;
        const value =
          option.value === null
            ? ''
            : option.choices === null
              ? isFile(option)
                ? ' -r -F'
                : ' -x'
              : ` -x -a ${fishQuoted(option.choices.join(' '))}`;
        return `complete -c reaptree ${within} -l ${option.long.slice(2)}${short}${value} -d ${fishQuoted(option.about)}`;
      }),
      ...choicesOf(command).map((choice) => `complete -c reaptree -f ${within} -a ${choice}`),
    ];
  });
  return `# fish completion for reaptree: reaptree completion fish\n${lines.join('\n')}\n`;
}

const WRITERS: Readonly<Record<Shell, (commands: readonly DescribedCommand[]) => string>> = {
  bash,
  zsh,
  fish,
};

export const completionFor = (shell: Shell, program: Command): string =>
  WRITERS[shell](describedCommands(program));
