import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useEffect, useId, useState } from 'react';
import {
  INCIDENT_DAYS,
  INCIDENT_GRACE_MS,
  INTERVALS_MS,
  KEPT_MINUTES,
  LEAK_THRESHOLD,
} from '../../core/limits.ts';
import { setRate } from '../frame/pace.ts';
import { PanelDialog } from '../frame/panel-dialog.tsx';
import { useModel } from '../model.ts';
import { THEMES, type Theme } from '../store/settings.ts';
import { useValue } from '../store/value.ts';
import './settings-dialog.css';

const THEME_WORDS: Readonly<Record<Theme, string>> = { system: 'System', light: 'Light', dark: 'Dark' };

const SECONDS = { least: INCIDENT_GRACE_MS.least / 1000, most: INCIDENT_GRACE_MS.most / 1000 };

/** Each change holds at once, and for the next start too. */
export function SettingsDialog() {
  const { settingsShown, settings, live } = useModel();
  const {
    theme,
    contrast,
    comfortable,
    hideOwn,
    tray,
    notifyLeaks,
    leakThreshold,
    keptMinutes,
    incidentGraceMs,
    incidentDays,
  } = useValue(settings);
  return (
    <PanelDialog title="Settings" shown={settingsShown} className="settings-dialog">
      <div className="dialog-body">
        <section>
          <h3>Looks</h3>
          <div className="setting">
            <span className="setting-name">Theme</span>
            <fieldset className="segments" aria-label="Theme">
              {THEMES.map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-pressed={one === theme}
                  onClick={() => settings.change({ theme: one })}
                >
                  {THEME_WORDS[one]}
                </button>
              ))}
            </fieldset>
          </div>
          <Switch checked={contrast} onChange={(on) => settings.change({ contrast: on })}>
            High contrast, also where the system does not ask for it
          </Switch>
          <Switch checked={comfortable} onChange={(on) => settings.change({ comfortable: on })}>
            Comfortable rows
          </Switch>
          <Switch checked={hideOwn} onChange={(on) => settings.change({ hideOwn: on })}>
            Hide Reaptree's own processes
          </Switch>
        </section>
        {live ? <PaceSetting /> : null}
        {live ? <ReadOnlySetting /> : null}
        {live ? <TraySetting /> : null}
        <section>
          <h3>When something leaks</h3>
          <Switch checked={tray} onChange={(on) => settings.change({ tray: on })}>
            The number of zombies in the tray, where the desktop has one
          </Switch>
          <Switch checked={notifyLeaks} onChange={(on) => settings.change({ notifyLeaks: on })}>
            A notification when a process starts leaking
          </Switch>
          <NumberSetting
            value={leakThreshold}
            bounds={LEAK_THRESHOLD}
            disabled={!notifyLeaks}
            onChange={(wanted) => settings.change({ leakThreshold: wanted })}
          >
            Zombies that a parent has to hold for it
          </NumberSetting>
        </section>
        <section>
          <h3>What is kept</h3>
          <NumberSetting
            value={keptMinutes}
            bounds={KEPT_MINUTES}
            onChange={(wanted) => settings.change({ keptMinutes: wanted })}
          >
            Minutes that one can look back, in memory
          </NumberSetting>
          <NumberSetting
            value={incidentGraceMs / 1000}
            bounds={SECONDS}
            step={0.5}
            onChange={(wanted) => settings.change({ incidentGraceMs: wanted * 1000 })}
          >
            Seconds that a zombie has to be left to be an incident
          </NumberSetting>
          <NumberSetting
            value={incidentDays}
            bounds={INCIDENT_DAYS}
            onChange={(wanted) => settings.change({ incidentDays: wanted })}
          >
            Days that incidents are kept, command lines included
          </NumberSetting>
        </section>
      </div>
      <div className="dialog-foot">
        <Dialog.Close className="button primary">Done</Dialog.Close>
      </div>
    </PanelDialog>
  );
}

function PaceSetting() {
  const model = useModel();
  const { intervalMs } = useValue(model.sampler.settings);
  return (
    <section>
      <h3>Samples</h3>
      <div className="setting">
        <span className="setting-name">Seconds from one to the next</span>
        <fieldset className="segments" aria-label="Seconds from one sample to the next">
          {INTERVALS_MS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === intervalMs}
              onClick={() => void setRate(model, one)}
            >
              {one / 1000}
            </button>
          ))}
        </fieldset>
      </div>
    </section>
  );
}

function TraySetting() {
  const { api, settings } = useModel();
  const { keepInTray } = useValue(settings);
  const [there, setThere] = useState(true);
  useEffect(() => {
    void api.request('app:hasTray').then((answer) => setThere(!answer.ok || answer.value));
  }, [api]);
  return (
    <section>
      <h3>When the window is closed</h3>
      <Switch checked={keepInTray} onChange={(on) => settings.change({ keepInTray: on })}>
        Keep running in the tray
      </Switch>
      <p className="setting-note">
        {there
          ? 'It goes on watching, counts and notifies from there. Its menu brings the window back, and so does another start.'
          : 'This desktop shows no tray: Reaptree ends with its last window all the same.'}
      </p>
    </section>
  );
}

function ReadOnlySetting() {
  const { acting } = useModel();
  const { on, fixed } = useValue(acting.readOnly);
  return (
    <section>
      <h3>What may be done</h3>
      <Switch checked={on} disabled={fixed} onChange={(wanted) => void acting.setReadOnly(wanted)}>
        Read-only mode: look, and change nothing
      </Switch>
      <p className="setting-note">
        {fixed
          ? 'Reaptree was started so, with --read-only or REAPTREE_READ_ONLY, and stays so until it ends.'
          : 'No signals, no reaping, no lab, from now on and after the next start. What is under way goes no further.'}
      </p>
    </section>
  );
}

interface SwitchProps {
  readonly disabled?: boolean;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}

function Switch({ checked, disabled = false, onChange, children }: SwitchProps) {
  return (
    <label className="setting" data-off={disabled || undefined}>
      <span className="setting-name">{children}</span>
      <input
        type="checkbox"
        disabled={disabled}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}

interface NumberSettingProps {
  readonly value: number;
  readonly bounds: { readonly least: number; readonly most: number };
  readonly step?: number;
  readonly disabled?: boolean;
  readonly onChange: (wanted: number) => void;
  readonly children: ReactNode;
}

/** What is typed holds as soon as it is a number within the bounds. */
function NumberSetting({
  value,
  bounds,
  step = 1,
  disabled = false,
  onChange,
  children,
}: NumberSettingProps) {
  const id = useId();
  return (
    <div className="setting" data-off={disabled || undefined}>
      <label className="setting-name" htmlFor={id}>
        {children}
      </label>
      <input
        id={id}
        className="input setting-number"
        type="number"
        min={bounds.least}
        max={bounds.most}
        step={step}
        value={value}
        disabled={disabled}
        onChange={(event) => {
          const wanted = Math.round(event.target.valueAsNumber / step) * step;
          if (wanted >= bounds.least && wanted <= bounds.most) onChange(wanted);
        }}
      />
    </div>
  );
}
