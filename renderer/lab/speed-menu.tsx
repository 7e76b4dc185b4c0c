import { Menu } from '@base-ui/react/menu';
import { Check, ChevronDown } from 'lucide-react';
import { SPEEDS } from '../../core/lab-scenario.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';

/** How fast a scenario is played: its seconds become shorter, its calls stay what they are. */
export function SpeedMenu({ disabled }: { readonly disabled: boolean }) {
  const { lab } = useModel();
  const manner = useValue(lab.manner);
  return (
    <Menu.Root>
      <Menu.Trigger className="button" disabled={disabled} aria-label={`Speed ${manner.speed}×`}>
        Speed {manner.speed}× <ChevronDown size={13} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="layer" align="start" sideOffset={5}>
          <Menu.Popup className="popup">
            <Menu.RadioGroup
              value={manner.speed}
              onValueChange={(speed: number) => lab.manner.set({ ...manner, speed })}
            >
              {SPEEDS.offered.map((speed) => (
                <Menu.RadioItem key={speed} value={speed} className="menu-item" closeOnClick>
                  <span className="tick">
                    <Menu.RadioItemIndicator>
                      <Check size={14} aria-hidden />
                    </Menu.RadioItemIndicator>
                  </span>
                  {speed}×
                  <span className="end">
                    {speed === 1 ? 'as told' : `a minute in ${Math.round((60 / speed) * 10) / 10} s`}
                  </span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
