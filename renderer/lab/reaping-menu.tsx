import { Menu } from '@base-ui/react/menu';
import { Check, ChevronDown } from 'lucide-react';
import { type LabParent, REAPING_POLICIES, type ReapingPolicy } from '../../core/lab.ts';
import { useModel } from '../model.ts';

export const REAPING_WORDS: Readonly<Record<ReapingPolicy, string>> = {
  none: 'none',
  handler: 'SIGCHLD handler',
  poll: 'polls every 10 s',
  ignore: 'SIGCHLD ignored',
  nocldwait: 'SA_NOCLDWAIT',
};

const MEANINGS: Readonly<Record<ReapingPolicy, string>> = {
  none: 'zombies stay until it waits',
  handler: 'each is collected at once',
  poll: 'collected now and then',
  ignore: 'the kernel keeps no status',
  nocldwait: 'the same, by a flag',
};

const POLL_EVERY_MS = 10_000;

interface ReapingMenuProps {
  readonly parent: LabParent;
  readonly disabled: boolean;
}

/** What a parent does about its dead children by itself. */
export function ReapingMenu({ parent, disabled }: ReapingMenuProps) {
  const { lab } = useModel();
  return (
    <Menu.Root>
      <Menu.Trigger className="button small" disabled={disabled}>
        Reaping: {parent.reaping} <ChevronDown size={13} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="layer" align="start" sideOffset={5}>
          <Menu.Popup className="popup">
            <Menu.RadioGroup
              value={parent.reaping}
              onValueChange={(policy: ReapingPolicy) =>
                void lab.setReaping(parent.key, policy, POLL_EVERY_MS)
              }
            >
              {REAPING_POLICIES.map((policy) => (
                <Menu.RadioItem key={policy} value={policy} className="menu-item" closeOnClick>
                  <span className="tick">
                    <Menu.RadioItemIndicator>
                      <Check size={14} aria-hidden />
                    </Menu.RadioItemIndicator>
                  </span>
                  {REAPING_WORDS[policy]}
                  <span className="end">{MEANINGS[policy]}</span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
