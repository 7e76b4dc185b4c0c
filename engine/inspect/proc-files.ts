import { readFile, readlink } from 'node:fs/promises';
import { fail, type Result } from '../../core/result.ts';

/** Why a part of a process cannot be shown, told apart by what the system answered. */
export function refusalOf(error: unknown, what: string): Result<never> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return fail(
        'not-permitted',
        `The system does not let you see ${what}.`,
        'It is shown to its owner, and to root.',
      );
    case 'ENOENT':
    case 'ESRCH':
      return fail('gone', 'The process has ended.');
    default:
      return fail('io', `It could not be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

export const textOf = (pid: number, file: string): Promise<string> =>
  readFile(`/proc/${pid}/${file}`, 'utf8');

/** Where a link of `/proc/PID` leads; `null` where the process has no such thing. */
export async function linkOf(pid: number, link: string): Promise<string | null> {
  try {
    return await readlink(`/proc/${pid}/${link}`);
  } catch (error) {
    // A thread of the kernel has no program, a zombie no folder: the link is there and leads nowhere.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The fields of a file that has a name and a value on each line, as `/proc/PID/status`. */
export function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return fields;
}
