import type { Variable } from '../../core/inspection.ts';
import { textOf } from './proc-files.ts';
import type { Subject } from './subject.ts';

/** As it was when the program began: what it set for itself since does not show, proc_pid_environ(5). */
export async function environmentOf({ folder }: Subject): Promise<readonly Variable[]> {
  const text = await textOf(folder, 'environ');
  return text
    .split('\0')
    .filter((entry) => entry.includes('='))
    .map((entry) => {
      const equals = entry.indexOf('=', 1);
      return { name: entry.slice(0, equals), value: entry.slice(equals + 1) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
