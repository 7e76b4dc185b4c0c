import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const known = new Map<string, string>();

/** Compiles one of the small C programs that bring about what no command can, and answers where it is. */
export function compiled(name: string): string {
  const before = known.get(name);
  if (before !== undefined) return before;
  const folder = join('out', 'testing');
  mkdirSync(folder, { recursive: true });
  const program = join(folder, name);
  // Made beside it and renamed: several tests may want it at once.
  const made = `${program}.${process.pid}`;
  execFileSync('cc', [
    '-O1',
    '-Wall',
    '-Wextra',
    '-pthread',
    '-o',
    made,
    `engine/testing/programs/${name}.c`,
  ]);
  renameSync(made, program);
  known.set(name, program);
  return program;
}
