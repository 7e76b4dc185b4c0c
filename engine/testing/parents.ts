import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { arch, platform } from 'node:process';
import { startAndHear, startAndTalk, until } from './real-processes.ts';

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

/** How the program may be linked; `nameless`: no debugger finds anything by name in it. */
const LINKING = { dynamic: [], static: ['-static'], nameless: ['-static', '-s'] } as const;
export type Linking = keyof typeof LINKING;

/** Whether programs can be linked statically here: it takes the static libraries. */
export function canBeStatic(): boolean {
  if (noParents !== null) return false;
  const words = [...LINKING.static, '-x', 'c', '-o', '/dev/null', '-'];
  return spawnSync('cc', words, { input: 'int main(void) { return 0; }' }).status === 0;
}

/** Compiled once per change of its source. Named when it is whole, so that tests side by side do not meet. */
export function parentsProgram(linking: Linking = 'dynamic'): string {
  const folder = join(tmpdir(), `reaptree-testing-${userInfo().uid}`);
  const kind = linking === 'dynamic' ? 'parents' : linking;
  const program = join(folder, `${kind}-${Math.round(statSync(SOURCE).mtimeMs)}`);
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    const fresh = `${program}.${process.pid}`;
    execFileSync('cc', ['-O1', '-pthread', ...LINKING[linking], '-o', fresh, SOURCE]);
    renameSync(fresh, program);
  }
  return program;
}

/** A Go program that is there wherever Reaptree is built: the compiler of TypeScript. */
const GO_PROGRAM = resolve(`node_modules/@typescript/typescript-${platform}-${arch}/lib/tsc`);
export const noGoProgram: string | null = existsSync(GO_PROGRAM) ? null : 'there is no Go program';

/** A Go program with a dead child that it had before it was that program. */
export async function startGoParent() {
  const script = `sh -c 'sleep 0.1; exit 3' & echo $!; exec "${GO_PROGRAM}" --lsp --stdio`;
  const { child, heard } = await startAndTalk('sh', '-c', script);
  const zombie = Number(heard);
  // It is itself, and its runtime has taken its signals, once there is more than one thread.
  await until(() => stateOf(zombie) === 'Z' && readdirSync(`/proc/${child.pid}/task`).length > 1);
  return { parent: child, pid: child.pid, zombie };
}

const stateOf = (pid: number): string => {
  try {
    return execFileSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
};

/** A parent of that kind, and its dead children. */
export async function startParent(way: string, program = parentsProgram(), ...words: string[]) {
  const { child, heard } = await startAndHear(program, way, ...words);
  const zombies = heard.split(' ').map(Number);
  const last = zombies.at(-1) ?? 0;
  if (!['on-a-line', 'leader'].includes(way)) await until(() => stateOf(last) === 'Z');
  // A signal has been sent before it has taken effect.
  if (way === 'stopped') await until(() => stateOf(child.pid) === 'T');
  return { parent: child, pid: child.pid, zombie: last, zombies };
}
