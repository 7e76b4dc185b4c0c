import type { Places } from '../../core/inspection.ts';
import { linkOf } from './proc-files.ts';

export async function placesOf(pid: number): Promise<Places> {
  const [cwd, exe, root] = await Promise.all([linkOf(pid, 'cwd'), linkOf(pid, 'exe'), linkOf(pid, 'root')]);
  return { cwd, exe, root };
}
