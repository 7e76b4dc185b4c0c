import { Command, InvalidArgumentError, Option } from 'commander';
import { STRATEGIES } from '../core/actions.ts';
import {
  isSourceChoice,
  SOURCE_CHOICES,
  type SourceChoice,
  usualSource,
} from '../engine/collect/open-source.ts';
import { kill } from './commands/kill.ts';
import { reap } from './commands/reap.ts';
import { snapshot } from './commands/snapshot.ts';
import { why } from './commands/why.ts';
import { zombies } from './commands/zombies.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';

function sourceNamed(name: string): SourceChoice {
  if (!isSourceChoice(name)) throw new InvalidArgumentError(`Use one of: ${SOURCE_CHOICES.join(', ')}.`);
  if (name === 'procfs' && process.platform !== 'linux') {
    throw new InvalidArgumentError('Only Linux has /proc to read.');
  }
  return name;
}

const sourceOption = (): Option =>
  new Option(`--source <${SOURCE_CHOICES.join('|')}>`, 'where the processes are read from')
    .argParser(sourceNamed)
    .default(usualSource());

/** The whole command line; answers what to exit with. */
export async function runProgram(argv: readonly string[], version: string): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done;
  const program = new Command('reaptree')
    .description('Sees processes as the kernel does, and zombies above all.')
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(reaptree --help tells more)')
    .exitOverride();

  program
    .command('snapshot')
    .description('write every process there is as data')
    .addOption(new Option('--format <format>', 'of the output').choices(['json']).default('json'))
    .option('-o, --output <file>', 'write to a file, whole or not at all ("-": standard output)')
    .addOption(sourceOption())
    .addHelpText(
      'after',
      `
Examples:
  reaptree snapshot -o before.json
  reaptree snapshot | jq '.processes[] | select(.marks | index("zombie"))'`,
    )
    .action(async (options) => {
      status = await snapshot(options);
    });

  program
    .command('zombies')
    .description('list the dead that nobody has collected, with their parents')
    .option('--json', 'as data')
    .option('--fail', 'exit with 1 where there are any')
    .addOption(sourceOption())
    .addHelpText(
      'after',
      `
Examples:
  reaptree zombies
  reaptree zombies --fail || echo "this machine leaks"`,
    )
    .action(async (options) => {
      status = await zombies(options);
    });

  program
    .command('why')
    .description('say why a zombie is still there, and what can be done about it')
    .argument('<pid>', 'of the zombie, or its key (pid@start)')
    .option('--json', 'as data, with all the facts')
    .action(async (word, options) => {
      status = await why(word, options);
    });

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
    .option('--json', 'as data')
    .addHelpText(
      'after',
      `
Examples:
  reaptree kill 4711 --grace 5s
  reaptree kill --tree --dry-run 4711`,
    )
    .action(async (words, options) => {
      status = await kill(words, options);
    });

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
    .option('--json', 'as data')
    .addHelpText(
      'after',
      `
Examples:
  reaptree reap --all --dry-run
  reaptree reap 4711 --strategy collect`,
    )
    .action(async (words, options) => {
      status = await reap(words, options);
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
