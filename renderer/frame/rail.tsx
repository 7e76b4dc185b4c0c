import { Settings as SettingsIcon } from 'lucide-react';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { carryOut } from './commands.ts';
import { isPlaceOf, PLACES } from './places.ts';
import { Tip } from './tip.tsx';
import './rail.css';

/** There is no room for more digits, and by then it is plain. */
const MOST_SHOWN = 999;

export function Rail() {
  const model = useModel();
  const { place, processes } = model;
  const zombies = useValue(processes.zombies);
  const shown = zombies > MOST_SHOWN ? `${MOST_SHOWN}+` : String(zombies);
  const here = useValue(place);
  return (
    <nav className="rail" aria-label="Places">
      {PLACES.map((one, index) =>
        !isPlaceOf(one, model.live) ? null : (
          <Tip key={one.id} text={one.title} shortcut={String(index + 1)} side="right">
            <button
              type="button"
              className="rail-place"
              aria-label={
                one.id === 'leaks' && zombies > 0
                  ? `${one.title}, ${shown} ${zombies === 1 ? 'zombie' : 'zombies'}`
                  : one.title
              }
              aria-current={one === here ? 'page' : undefined}
              onClick={() => place.set(one)}
            >
              <one.icon size={18} strokeWidth={1.9} aria-hidden />
              {one.id === 'leaks' && zombies > 0 ? (
                <span className="rail-count" aria-hidden>
                  {shown}
                </span>
              ) : null}
            </button>
          </Tip>
        ),
      )}
      <Tip text="Settings" shortcut="," side="right">
        <button
          type="button"
          className="rail-place rail-settings"
          aria-label="Settings"
          onClick={() => carryOut(model, 'settings')}
        >
          <SettingsIcon size={18} strokeWidth={1.9} aria-hidden />
        </button>
      </Tip>
    </nav>
  );
}
