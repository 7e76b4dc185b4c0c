import { Menu } from '@base-ui/react/menu';
import { ChevronDown, Zap } from 'lucide-react';
import type { ProcessKey } from '../../core/process.ts';
import { SIGNALS, type SignalName } from '../../core/signals.ts';
import { useModel } from '../model.ts';

const OFFERED: readonly SignalName[] = [
  'SIGTERM',
  'SIGKILL',
  'SIGSTOP',
  'SIGCONT',
  'SIGINT',
  'SIGHUP',
  'SIGUSR1',
];

interface SignalMenuProps {
  readonly to: ProcessKey;
  /** Who gets it, for those who do not see beside what the button stands. */
  readonly whom: string;
  /** Only an icon, where there is a button for each of many. */
  readonly compact?: boolean;
}

/** Sends a signal to a process of the lab, at once: it was made here to be played with. */
export function LabSignalMenu({ to, whom, compact = false }: SignalMenuProps) {
  const { lab } = useModel();
  return (
    <Menu.Root>
      <Menu.Trigger
        className={compact ? 'button bare square small' : 'button small'}
        aria-label={`Signal ${whom}`}
        title={`Signal ${whom}`}
      >
        {compact ? (
          <Zap size={13} aria-hidden />
        ) : (
          <>
            Signal <ChevronDown size={13} aria-hidden />
          </>
        )}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="layer" align="end" sideOffset={5}>
          <Menu.Popup className="popup">
            {OFFERED.map((signal) => (
              <Menu.Item key={signal} className="menu-item" onClick={() => void lab.kill(to, signal)}>
                <code>{signal}</code>
                <span className="end">{SIGNALS[signal].split(/[;,:]/)[0]}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
