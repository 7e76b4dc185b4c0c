import type { Command } from 'commander';
import { completionFor } from '../completion.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { print } from '../output.ts';
import type { Shell } from '../shells.ts';

/** `reaptree completion`: a script for the shell, from the very description that the words are parsed with. */
export async function completion(shell: Shell, program: Command): Promise<ExitStatus> {
  await print([completionFor(shell, program)]);
  return EXIT.done;
}
