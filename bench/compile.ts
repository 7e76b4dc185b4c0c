import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Compiles one of the C programs of this folder and answers where it is. */
export function compile(name: string): string {
  const folder = join('out', 'bench');
  mkdirSync(folder, { recursive: true });
  const program = join(folder, name);
  execFileSync('cc', [
    '-O2',
    '-Wall',
    '-Wextra',
    '-Werror',
    '-D_GNU_SOURCE',
    '-o',
    program,
    `bench/${name}.c`,
  ]);
  return program;
}
