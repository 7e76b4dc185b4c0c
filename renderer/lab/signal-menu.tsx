import { Menu } from '@base-ui/react/menu';
import { ChevronDown, ChevronRight, Zap } from 'lucide-react';
import type { ProcessKey } from '../../core/process.ts';
import { SIGNAL_NAMES, SIGNALS, type SignalName } from '../../core/signals.ts';
import { USUAL_SIGNALS } from '../actions/usual-signals.ts';
import { useModel } from '../model.ts';

const OTHERS = SIGNAL_NAMES.filter((name) => !USUAL_SIGNALS.includes(name));

interface SignalMenuProps {
  readonly to: ProcessKey;
  /** Who gets it, for those who do not see beside what the button stands. */
  readonly whom: string;
  /** Only an icon, where there is a button for each of many. */
  readonly compact?: boolean;
  /** The key that opens it. */
  readonly shortcut?: string;
}

/** Sends a signal to a process of the lab, at once: it was made here to be played with. */
export function LabSignalMenu({ to, whom, compact = false, shortcut }: SignalMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger
        className={compact ? 'button bare square small' : 'button small'}
        aria-label={`Signal ${whom}`}
        aria-keyshortcuts={shortcut}
        title={`Signal ${whom}${shortcut === undefined ? '' : ` (${shortcut})`}`}
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
            <Items to={to} signals={USUAL_SIGNALS} />
            <Menu.Separator className="menu-separator" />
            <Menu.SubmenuRoot>
              <Menu.SubmenuTrigger className="menu-item">
                More
                <span className="end">
                  <ChevronRight size={14} aria-hidden />
                </span>
              </Menu.SubmenuTrigger>
              <Menu.Portal>
                <Menu.Positioner className="layer" sideOffset={2} alignOffset={-6}>
                  <Menu.Popup className="popup" aria-label="More signals">
                    <Items to={to} signals={OTHERS} />
                  </Menu.Popup>
                </Menu.Positioner>
              </Menu.Portal>
            </Menu.SubmenuRoot>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Items({ to, signals }: { readonly to: ProcessKey; readonly signals: readonly SignalName[] }) {
  const { lab } = useModel();
  return signals.map((signal) => (
    <Menu.Item key={signal} className="menu-item" onClick={() => void lab.kill(to, signal)}>
      <code>{signal}</code>
      <span className="end">{SIGNALS[signal].split(/[;,:]/)[0]}</span>
    </Menu.Item>
  ));
}
