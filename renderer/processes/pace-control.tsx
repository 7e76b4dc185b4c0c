import { Menu } from '@base-ui/react/menu';
import { Check, ChevronDown, Pause, Play } from 'lucide-react';
import { INTERVALS_MS } from '../../core/limits.ts';
import { carryOut } from '../frame/commands.ts';
import { interval, setRate } from '../frame/pace.ts';
import { Tip } from '../frame/tip.tsx';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';

/** Pauses the samples, or sets how often they are taken. */
export function PaceControl() {
  const model = useModel();
  const { intervalMs, paused } = useValue(model.sampler.settings);

  return (
    <div className="joined">
      <Tip text={paused ? 'Go on' : 'Pause'} shortcut="Space">
        <button
          type="button"
          className="button square"
          aria-label={paused ? 'Go on' : 'Pause'}
          aria-pressed={paused}
          onClick={() => carryOut(model, 'pause')}
        >
          {paused ? (
            <Play size={13} fill="currentColor" aria-hidden />
          ) : (
            <Pause size={13} fill="currentColor" aria-hidden />
          )}
        </button>
      </Tip>
      <Menu.Root>
        <Menu.Trigger className="button" aria-label={`Rate: every ${interval(intervalMs)}`}>
          {interval(intervalMs)}
          <ChevronDown size={13} aria-hidden />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="layer" align="end" sideOffset={5}>
            <Menu.Popup className="popup">
              <Menu.RadioGroup value={intervalMs} onValueChange={(ms: number) => void setRate(model, ms)}>
                {INTERVALS_MS.map((ms) => (
                  <Menu.RadioItem key={ms} className="menu-item" value={ms} closeOnClick>
                    <span className="tick">
                      <Menu.RadioItemIndicator>
                        <Check size={14} aria-hidden />
                      </Menu.RadioItemIndicator>
                    </span>
                    every {interval(ms)}
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  );
}
