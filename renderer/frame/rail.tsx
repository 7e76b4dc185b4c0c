import { Settings as SettingsIcon } from 'lucide-react';
import { counted } from '../../core/format.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { carryOut } from './commands.ts';
import { PLACES } from './places.ts';
import { Tip } from './tip.tsx';
import './rail.css';

export function Rail() {
  const model = useModel();
  const { place, processes } = model;
  const zombies = useValue(processes.facts)?.zombies ?? 0;
  const here = useValue(place);
  return (
    <nav className="rail" aria-label="Places">
      {PLACES.map((one, index) => (
        <Tip key={one.id} text={one.title} shortcut={String(index + 1)} side="right">
          <button
            type="button"
            className="rail-place"
            aria-label={
              one.id === 'leaks' && zombies > 0 ? `${one.title}, ${counted(zombies, 'zombie')}` : one.title
            }
            aria-current={one === here ? 'page' : undefined}
            onClick={() => place.set(one)}
          >
            <one.icon size={18} strokeWidth={1.9} aria-hidden />
            {one.id === 'leaks' && zombies > 0 ? (
              <span className="rail-count" aria-hidden>
                {zombies > 999 ? '999+' : zombies}
              </span>
            ) : null}
          </button>
        </Tip>
      ))}
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
