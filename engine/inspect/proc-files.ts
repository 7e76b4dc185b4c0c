import { readFile, readlink } from 'node:fs/promises';

export const textOf = (folder: string, file: string): Promise<string> =>
  readFile(`${folder}/${file}`, 'utf8');

/** Where a link leads; `null` where the process has no such thing. */
export async function linkOf(folder: string, link: string): Promise<string | null> {
  try {
    return await readlink(`${folder}/${link}`);
  } catch (error) {
    // The link is there and leads nowhere, or what it told of has just been let go of.
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

export const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

export const isRefused = (error: unknown): boolean => {
  const code = codeOf(error);
  return code === 'EACCES' || code === 'EPERM';
};

/** The fields of a file that has a name and a value on each line, as `/proc/PID/status`. */
export function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return fields;
}
