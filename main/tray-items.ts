import { counted, visible } from '../core/format.ts';
import type { Leak } from '../core/history.ts';
import type { ProcessKey } from '../core/process.ts';

/** Parents that are named: the worst. */
const NAMED = 3;

export interface TrayState {
  readonly zombies: number;
  readonly paused: boolean;
  readonly leaks: readonly Pick<Leak, 'key' | 'pid' | 'name' | 'held'>[];
}

/** What is in the menu of the tray, from the top. */
export type TrayItem =
  | { readonly kind: 'show' | 'zombies' | 'separator' | 'quit'; readonly label: string }
  | { readonly kind: 'pause'; readonly label: string; readonly checked: boolean }
  | { readonly kind: 'leak'; readonly label: string; readonly key: ProcessKey };

export const zombieWords = (zombies: number): string =>
  zombies === 0 ? 'no zombies' : counted(zombies, 'zombie');

export function trayItems({ zombies, paused, leaks }: TrayState): TrayItem[] {
  const worst = leaks
    .filter(({ held }) => held > 0)
    .sort((a, b) => b.held - a.held || a.pid - b.pid)
    .slice(0, NAMED);
  const separator: TrayItem = { kind: 'separator', label: '' };
  return [
    { kind: 'show', label: 'Show Reaptree' },
    separator,
    { kind: 'zombies', label: zombieWords(zombies) },
    ...worst.map(
      ({ key, pid, name, held }): TrayItem => ({
        kind: 'leak',
        // An ampersand underlines what follows it, unless there are two.
        label: `${visible(name).replaceAll('&', '&&')} (${pid}) holds ${counted(held, 'zombie')}`,
        key,
      }),
    ),
    separator,
    { kind: 'pause', label: 'Pause', checked: paused },
    separator,
    { kind: 'quit', label: 'Quit' },
  ];
}
