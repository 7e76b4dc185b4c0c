import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { arch, execPath, platform } from 'node:process';
import { childrenOf } from '../actions/listing.ts';
import { isZombie, startAndHear, startAndTalk, until } from './real-processes.ts';

const SOURCE = join(import.meta.dirname, 'parents.c');

/** Why the compiled parents cannot be had here; `null` where they can. */
export const noParents: string | null = hasCompiler() ? null : 'there is no C compiler (cc)';

/** Why nothing can be tried on them here; `null` where it can. */
export const noTrials: string | null = platform === 'linux' ? noParents : 'only Linux tells';

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

/** A parent in another language, which writes the pid of its child, that is dead or about to be. */
export async function startForeignParent(command: string, ...words: string[]) {
  const { child, heard } = await startAndHear(command, ...words);
  const zombie = Number(heard);
  await until(() => isZombie(zombie));
  return { parent: child, pid: child.pid, zombie };
}

/** Node with a dead child of which it does not know: it had it before it was Node. */
export const startNodeParent = (script: string) =>
  startForeignParent('sh', '-c', `sh -c 'sleep 0.1; exit 3' & echo $!; exec "${execPath}" -e "${script}"`);

/** Whether a pid namespace can be had here. */
export const canContain = (): boolean => spawnSync('unshare', ['--pid', '--fork', 'true']).status === 0;

/**
 * Process 1 of a pid namespace of its own, and its dead child, as the host sees them.
 * @param script - says that it has begun, and leaves a child
 */
export async function startContainer(script: string) {
  const { child } = await startAndHear('unshare', '--pid', '--fork', 'sh', '-c', script);
  const inside = () => childrenOf(child.pid)[0]?.pid ?? 0;
  const dead = () => childrenOf(inside()).find(({ state }) => state === 'Z')?.pid ?? 0;
  await until(() => dead() !== 0);
  return { pid: inside(), zombie: dead() };
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
