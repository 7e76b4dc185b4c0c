#!/usr/bin/env node
import { version } from '../package.json';
import { EXIT } from './exit-status.ts';
import { endWhenNobodyReads, say } from './output.ts';

const argv = process.argv.slice(2);
endWhenNobodyReads();

if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  // Asked for often by scripts, and answered without loading the rest.
  process.stdout.write(`${version}\n`);
} else {
  import('./program.ts')
    .then(({ runProgram }) => runProgram(argv, version))
    .catch((error: unknown) => {
      say(`something went wrong: ${error instanceof Error ? error.message : String(error)}`);
      return EXIT.refused;
    })
    .then((status) => {
      process.exitCode = status;
    });
}
