import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { startAndHear, until } from './real-processes.ts';

const SOURCE = join(import.meta.dirname, 'parents.c');

/** Why the compiled parents cannot be had here; `null` where they can. */
export const noParents: string | null = hasCompiler() ? null : 'there is no C compiler (cc)';

function hasCompiler(): boolean {
  try {
    execFileSync('cc', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Linked so that no debugger finds anything by name in it. */
const NAMELESS = ['-static', '-s'];

/** Whether such a program can be made here: it takes the static libraries. */
export function canBeNameless(): boolean {
  if (noParents !== null) return false;
  const words = [...NAMELESS, '-x', 'c', '-o', '/dev/null', '-'];
  return spawnSync('cc', words, { input: 'int main(void) { return 0; }' }).status === 0;
}

/** Compiled once per change of its source. Named when it is whole, so that tests side by side do not meet. */
export function parentsProgram({ nameless = false } = {}): string {
  const folder = join(tmpdir(), `reaptree-testing-${userInfo().uid}`);
  const kind = nameless ? 'nameless' : 'parents';
  const program = join(folder, `${kind}-${Math.round(statSync(SOURCE).mtimeMs)}`);
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    const fresh = `${program}.${process.pid}`;
    execFileSync('cc', ['-O1', '-pthread', ...(nameless ? NAMELESS : []), '-o', fresh, SOURCE]);
    renameSync(fresh, program);
  }
  return program;
}

const stateOf = (pid: number): string => {
  try {
    return execFileSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
};

/** A parent of that kind, and its dead children. */
export async function startParent(way: string, program = parentsProgram()) {
  const { child, heard } = await startAndHear(program, way);
  const zombies = heard.split(' ').map(Number);
  const last = zombies.at(-1) ?? 0;
  if (!['on-a-line', 'leader'].includes(way)) await until(() => stateOf(last) === 'Z');
  // A signal has been sent before it has taken effect.
  if (way === 'stopped') await until(() => stateOf(child.pid) === 'T');
  return { parent: child, pid: child.pid, zombie: last, zombies };
}
