import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * For tests: the program, built where it is missing or older than its sources. Several test files may do so at once,
 * see the Makefile.
 */
export function builtProgram(): string {
  return build('build/reaptree-native', []);
}

/** The same with AddressSanitizer and UndefinedBehaviorSanitizer; `null` where the compiler has none. */
export function builtWithSanitizers(): string | null {
  try {
    return build('build/reaptree-native-asan', ['sanitize']);
  } catch {
    return null;
  }
}

/** The same, but it waits before setpriority(2): engine/testing/programs/held_before_nice.c. */
export const builtWaitingBeforeNice = (): string => build('build/reaptree-native-held', ['held']);

/** The fuzzer of what comes in; `null` where there is no clang, or none with libFuzzer. */
export function builtFuzzer(): string | null {
  try {
    return build('build/fuzz-request', ['fuzz']);
  } catch {
    return null;
  }
}

function build(program: string, targets: readonly string[]): string {
  const folder = import.meta.dirname;
  try {
    execFileSync('make', ['-C', folder, ...targets], { stdio: 'pipe' });
  } catch (error) {
    throw new Error(`make -C native ${targets.join(' ')} failed: ${String(error)}`);
  }
  const path = join(folder, program);
  if (!existsSync(path)) throw new Error(`make made no ${path}`);
  return path;
}
