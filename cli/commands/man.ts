import type { Command } from 'commander';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { manPage } from '../man-page.ts';
import { markdown } from '../markdown.ts';
import { print } from '../output.ts';

export interface ManOptions {
  readonly markdown?: boolean;
}

/** `reaptree man`: the manual page in roff, or the same as docs/cli.md has it. */
export async function man(program: Command, options: ManOptions): Promise<ExitStatus> {
  await print([options.markdown ? markdown(program) : manPage(program)]);
  return EXIT.done;
}
