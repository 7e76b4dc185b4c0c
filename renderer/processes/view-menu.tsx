import { Menu } from '@base-ui/react/menu';
import { Check, SlidersHorizontal } from 'lucide-react';
import { carryOut } from '../frame/commands.ts';
import { useModel } from '../model.ts';
import { THEMES, type Theme } from '../store/settings.ts';
import { useValue } from '../store/value.ts';

const THEME_WORDS: Readonly<Record<Theme, string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
};

export function ViewMenu() {
  const model = useModel();
  const { settings } = model;
  const { theme, contrast, comfortable, hideOwn, subtrees } = useValue(settings);
  return (
    <Menu.Root>
      <Menu.Trigger className="button square" aria-label="View" title="View">
        <SlidersHorizontal size={15} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="layer" align="end" sideOffset={5}>
          <Menu.Popup className="popup">
            <Toggle checked={hideOwn} onChange={(on) => settings.change({ hideOwn: on })}>
              Hide Reaptree's own
            </Toggle>
            <Toggle checked={subtrees} onChange={(on) => settings.change({ subtrees: on })}>
              Keep what is below the matches
            </Toggle>
            <Toggle checked={comfortable} onChange={(on) => settings.change({ comfortable: on })}>
              Comfortable rows
            </Toggle>
            <Menu.Item className="menu-item" onClick={() => carryOut(model, 'columns')}>
              <Tick /> Columns…
            </Menu.Item>
            <Menu.Separator className="menu-separator" />
            <Menu.RadioGroup
              value={theme}
              onValueChange={(value: Theme) => settings.change({ theme: value })}
            >
              <Menu.Group>
                <Menu.GroupLabel className="menu-label">Theme</Menu.GroupLabel>
                {THEMES.map((one) => (
                  <Menu.RadioItem key={one} className="menu-item" value={one}>
                    <Tick>
                      <Menu.RadioItemIndicator>
                        <Check size={14} aria-hidden />
                      </Menu.RadioItemIndicator>
                    </Tick>
                    {THEME_WORDS[one]}
                  </Menu.RadioItem>
                ))}
              </Menu.Group>
            </Menu.RadioGroup>
            <Toggle checked={contrast} onChange={(on) => settings.change({ contrast: on })}>
              High contrast
            </Toggle>
            <Menu.Separator className="menu-separator" />
            <Menu.Item className="menu-item" onClick={() => carryOut(model, 'expand-all')}>
              <Tick /> Expand all <span className="end">E</span>
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => carryOut(model, 'collapse-all')}>
              <Tick /> Collapse all <span className="end">C</span>
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => carryOut(model, 'keys')}>
              <Tick /> Keyboard <span className="end">?</span>
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => carryOut(model, 'search-help')}>
              <Tick /> How to search
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** Keeps the words of all items in one line, ticked or not. */
const Tick = ({ children }: { readonly children?: React.ReactNode }) => (
  <span className="tick">{children}</span>
);

interface ToggleProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: string;
}

function Toggle({ checked, onChange, children }: ToggleProps) {
  return (
    <Menu.CheckboxItem className="menu-item" checked={checked} onCheckedChange={onChange}>
      <Tick>
        <Menu.CheckboxItemIndicator>
          <Check size={14} aria-hidden />
        </Menu.CheckboxItemIndicator>
      </Tick>
      {children}
    </Menu.CheckboxItem>
  );
}
