import type { Places } from '../../core/inspection.ts';
import { linkOf } from './proc-files.ts';
import type { Subject } from './subject.ts';

export async function placesOf({ folder }: Subject): Promise<Places> {
  const [cwd, exe, root] = await Promise.all([
    linkOf(folder, 'cwd'),
    linkOf(folder, 'exe'),
    linkOf(folder, 'root'),
  ]);
  return { cwd, exe, root };
}
