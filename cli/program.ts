import { Argument, Command, Option } from 'commander';
import { STRATEGIES } from '../core/actions.ts';
import { INTERVAL_MS } from '../core/limits.ts';
import { CHANGE_KINDS } from '../core/snapshot/compare.ts';
import { FORMAT_NAMES } from '../core/snapshot/format-names.ts';
import { LEFT_KINDS } from '../engine/run/left.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import {
  intervalFrom,
  isReadOnly,
  jsonOption,
  queryOption,
  readOnlyOption,
  rootOption,
  sourceOption,
  timeFrom,
  wordsFrom,
} from './options.ts';
import { queriesHelp } from './queries.ts';
import { SHELLS } from './shells.ts';

const anEarlierOne = (): Argument =>
  new Argument('[snapshot]', 'an earlier snapshot, in place of the machine ("-": standard input)');

/** What a command answers. Each is loaded only when it is called. */
type Answer = Promise<ExitStatus>;

/** The whole command line as a description: for parsing, and for help, completions and the manual page. */
export function buildProgram(version: string, answer: (status: ExitStatus) => void): Command {
  const program = new Command('reaptree')
    .description('Sees processes as the kernel does, and zombies above all.')
    .version(version)
    .addOption(readOnlyOption())
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(reaptree --help tells more)')
    // So that the options of a command that is run are its own.
    .enablePositionalOptions()
    .exitOverride();
  const does =
    <Args extends unknown[]>(action: (...args: Args) => Answer) =>
    async (...args: Args): Promise<void> => {
      answer(await action(...args));
    };

  program
    .command('tree')
    .description('draw the processes as the tree that they are')
    .addArgument(anEarlierOne())
    .addOption(queryOption())
    .addOption(rootOption())
    .addOption(jsonOption())
    .addOption(sourceOption())
    .addHelpText(
      'after',
      `
Examples:
  reaptree tree
  reaptree tree --query 'mark:zombie or mark:orphan'
  reaptree tree --root $$ --json`,
    )
    .addHelpText('after', queriesHelp)
    .action(does(async (file, options) => (await import('./commands/tree.ts')).tree(file, options)));

  program
    .command('zombies')
    .description('list the dead that nobody has collected, with their parents')
    .addArgument(anEarlierOne())
    .addOption(queryOption())
    .addOption(jsonOption())
    .option('--fail', 'exit with 1 where there are any')
    .addOption(sourceOption())
    .addHelpText(
      'after',
      `
Examples:
  reaptree zombies
  reaptree zombies --fail || echo "this machine leaks"`,
    )
    .addHelpText('after', queriesHelp)
    .action(does(async (file, options) => (await import('./commands/zombies.ts')).zombies(file, options)));

  program
    .command('why')
    .description('say why a zombie is still there, and what can be done about it')
    .argument('<pid>', 'of the zombie, or its key (pid@start)')
    .addOption(new Option('--json', 'as data, with all the facts'))
    .addOption(readOnlyOption().hideHelp())
    .addHelpText(
      'after',
      `
Examples:
  reaptree why 4711
  reaptree why 4711 --json`,
    )
    .action(
      does(async (word, options, self) =>
        (await import('./commands/why.ts')).why(word, { ...options, readOnly: isReadOnly(self) }),
      ),
    );

  program
    .command('kill')
    .description('signal processes, and say of each what became of it')
    .argument('<pid...>', 'or their keys (pid@start)')
    .option('-s, --signal <signal>', 'TERM, KILL, STOP, CONT, HUP …', 'TERM')
    .option('--tree', 'and everything below each, found again while it goes')
    .option('--group', 'and its process group')
    .option('--session', 'and its session')
    .option('--grace <time>', 'SIGKILL whoever is still there after 5s, 500ms, 1m')
    .option('--dry-run', 'only say who would be hit')
    .option('-y, --yes', 'do not ask before the terminal or the desktop is hit')
    .addOption(jsonOption())
    .addOption(readOnlyOption().hideHelp())
    .addHelpText(
      'after',
      `
Examples:
  reaptree kill 4711 --grace 5s
  reaptree kill --tree --dry-run 4711`,
    )
    .action(
      does(async (words, options, self) =>
        (await import('./commands/kill.ts')).kill(words, { ...options, readOnly: isReadOnly(self) }),
      ),
    );

  program
    .command('reap')
    .description('get rid of zombies, from gentle to harsh')
    .argument('[pid...]', 'or their keys (pid@start)')
    .option('--all', 'every zombie there is')
    .addOption(
      new Option('--strategy <strategy>', 'one way only; else nudge, then collect').choices(STRATEGIES),
    )
    .option('--dry-run', 'only say what would be done')
    .option('-y, --yes', 'do not ask before a parent is ended')
    .addOption(jsonOption())
    .addOption(readOnlyOption().hideHelp())
    .addHelpText(
      'after',
      `
Examples:
  reaptree reap --all --dry-run
  reaptree reap 4711 --strategy collect`,
    )
    .action(
      does(async (words, options, self) =>
        (await import('./commands/reap.ts')).reap(words, { ...options, readOnly: isReadOnly(self) }),
      ),
    );

  program
    .command('snapshot')
    .description('write the processes as data')
    .addArgument(anEarlierOne())
    .addOption(
      new Option('--format <format>', 'of the output; else by the name of the file, else json').choices(
        FORMAT_NAMES,
      ),
    )
    .option('-o, --output <file>', 'write to a file, whole or not at all ("-": standard output)')
    .addOption(queryOption())
    .addOption(rootOption())
    .option('--ancestors', 'those above what the query finds as well')
    .option('--redact', 'replace users, machines and what looks like secrets')
    .option('--preview', 'show what --redact would replace, and write nothing')
    .addOption(jsonOption().hideHelp())
    .addOption(sourceOption())
    .addHelpText(
      'after',
      `
Examples:
  reaptree snapshot -o before.json
  reaptree snapshot --query mark:zombie --ancestors --format mermaid
  reaptree snapshot before.json --redact -o report.html
  reaptree snapshot | jq '.processes[] | select(.marks | index("zombie"))'`,
    )
    .addHelpText('after', queriesHelp)
    .action(does(async (file, options) => (await import('./commands/snapshot.ts')).snapshot(file, options)));

  program
    .command('diff')
    .description('tell what became of the processes of a snapshot')
    .argument('<before>', 'a snapshot ("-": standard input)')
    .argument('[after]', 'a later snapshot; else the machine as it is now')
    .addOption(queryOption())
    .option('--all', 'what did not change as well')
    .addOption(
      new Option(
        '--fail-on <changes>',
        `exit with 1 where there are any of: ${CHANGE_KINDS.join(', ')}`,
      ).argParser(wordsFrom(CHANGE_KINDS)),
    )
    .addOption(jsonOption())
    .addOption(sourceOption())
    .addHelpText(
      'after',
      `
Examples:
  reaptree snapshot -o before.json; make test; reaptree diff before.json
  reaptree diff before.json after.json --fail-on zombie,grown`,
    )
    .addHelpText('after', queriesHelp)
    .action(
      does(async (before, after, options) =>
        (await import('./commands/diff.ts')).diff(before, after, options),
      ),
    );

  program
    .command('watch')
    .description('tell what happens to processes until it is interrupted')
    .addOption(queryOption())
    .addOption(
      new Option('--interval <time>', 'between two looks')
        .argParser(intervalFrom)
        .default(INTERVAL_MS.usual, '1s'),
    )
    .addOption(new Option('--json', 'as lines of JSON'))
    .addOption(sourceOption())
    .addHelpText(
      'after',
      `
Examples:
  reaptree watch --query 'not mark:kernel'
  reaptree watch --json | jq -c 'select(.kind == "zombie")'`,
    )
    .addHelpText('after', queriesHelp)
    .action(does(async (options) => (await import('./commands/watch.ts')).watch(options)));

  program
    .command('record')
    .description('record all that happens to a file, for the app to look back at')
    .requiredOption('-o, --output <file>', 'what was there before is replaced')
    .addOption(new Option('--for <time>', 'end by itself after 30s, 10m, 1h').argParser(timeFrom))
    .addOption(
      new Option('--interval <time>', 'between two looks')
        .argParser(intervalFrom)
        .default(INTERVAL_MS.usual, '1s'),
    )
    .addOption(sourceOption())
    .addHelpText(
      'after',
      `
Whatever ends it, what was recorded until some seconds before can be opened.

Examples:
  reaptree record -o night.rtrec --for 8h
  reaptree record -o course.rtrec & make test; kill %1`,
    )
    .action(does(async (options) => (await import('./commands/record.ts')).record(options)));

  program
    .command('run')
    .description('run a command, and tell which processes it left behind')
    .argument('<command...>', 'the command and its arguments, after --')
    .addOption(
      new Option(
        '--fail-on <kinds>',
        `exit with 1 where there are any of: ${LEFT_KINDS.join(', ')}, all`,
      ).argParser((text) => (text === 'all' ? [...LEFT_KINDS] : wordsFrom(LEFT_KINDS)(text))),
    )
    .addOption(new Option('--timeout <time>', 'end the command after this long').argParser(timeFrom))
    .addOption(
      new Option('--grace <time>', 'for how long a zombie, or what is left at the end, is nothing to tell')
        .argParser(timeFrom)
        .default(1_000, '1s'),
    )
    .option(
      '--report <file>',
      'write a report: JSON (.json), JUnit (.xml) or text; may be given more than once',
      (file: string, before: readonly string[] = []) => [...before, file],
    )
    .addOption(new Option('--json', 'tell what was found as JSON on standard error'))
    .passThroughOptions()
    .addOption(readOnlyOption().hideHelp())
    .addHelpText(
      'after',
      `
The exit status is that of the command: 128 and the number of the signal where one ended it, 124 after the
timeout, 126 and 127 where it could not be started.

Examples:
  reaptree run --fail-on all -- npm test
  reaptree run --fail-on zombie,leftover --report leaks.xml --timeout 10m -- make check`,
    )
    .action(
      does(async (command, options, self) =>
        (await import('./commands/run.ts')).run(command, { ...options, readOnly: isReadOnly(self) }),
      ),
    );

  program
    .command('completion')
    .description('print what makes a shell complete the words of reaptree')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .addHelpText(
      'after',
      `
Examples:
  reaptree completion bash > ~/.local/share/bash-completion/completions/reaptree
  reaptree completion zsh > "\${fpath[1]}/_reaptree"
  reaptree completion fish > ~/.config/fish/completions/reaptree.fish`,
    )
    .action(
      does(async (shell) =>
        (await import('./commands/completion.ts')).completion(shell, buildProgram(version, answer)),
      ),
    );

  program
    .command('man')
    .description('print the manual page')
    .option('--markdown', 'as Markdown, in place of roff')
    .addHelpText(
      'after',
      `
Examples:
  reaptree man | man -l -`,
    )
    .action(
      does(async (options) =>
        (await import('./commands/man.ts')).man(buildProgram(version, answer), options),
      ),
    );

  return program;
}

/** Carries the command line out; answers what to exit with. */
export async function runProgram(argv: readonly string[], version: string): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done;
  const program = buildProgram(version, (answered) => {
    status = answered;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    // Commander has printed what there was to say; only its own endings come here with a code.
    if (error instanceof Error && 'exitCode' in error) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    throw error;
  }
  return status;
}
