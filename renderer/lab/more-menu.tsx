import { Popover } from '@base-ui/react/popover';
import { type FormEvent, useState } from 'react';
import { CHILD_LIMITS } from '../../core/limits.ts';
import type { ProcessKey } from '../../core/process.ts';
import { useModel } from '../model.ts';
import { NumberField, numberIn } from './number-field.tsx';

interface MoreMenuProps {
  readonly parent: ProcessKey;
  readonly disabled: boolean;
}

const MOST_SECONDS = CHILD_LIMITS.mostMs / 1000;

/** What a child can become besides a sleeper: another program, or a daemon. */
export function MoreMenu({ parent, disabled }: MoreMenuProps) {
  const { lab } = useModel();
  const [open, setOpen] = useState(false);
  const [command, setCommand] = useState('sleep 30');
  const [seconds, setSeconds] = useState('60');
  const life = numberIn(seconds, 0, MOST_SECONDS);
  const isPlain = /^[ -~]+$/.test(command.trim()) && command.length <= CHILD_LIMITS.commandMost;

  const run = (event: FormEvent): void => {
    event.preventDefault();
    if (!isPlain) return;
    setOpen(false);
    void lab.exec(parent, command.trim());
  };
  const daemonise = (event: FormEvent): void => {
    event.preventDefault();
    if (life === null) return;
    setOpen(false);
    void lab.daemonise(parent, Math.round(life * 1000));
  };

  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="button small" disabled={disabled} aria-keyshortcuts="X" title="X">
        Exec, daemon…
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="layer" align="start" sideOffset={6}>
          <Popover.Popup className="popup form more-forms" aria-label="Exec a command, or make a daemon">
            <form className="lab-form" onSubmit={run}>
              <div className="field">
                <label htmlFor={`command-${parent}`}>fork(), then exec: sh -c</label>
                <input
                  id={`command-${parent}`}
                  className="input code"
                  value={command}
                  spellCheck={false}
                  aria-invalid={!isPlain}
                  onChange={(event) => setCommand(event.target.value)}
                />
                {isPlain ? null : (
                  <span className="problem">plain characters, {CHILD_LIMITS.commandMost} at most</span>
                )}
              </div>
              <button type="submit" className="button primary" disabled={!isPlain}>
                Run the command
              </button>
            </form>
            <hr />
            <form className="lab-form" onSubmit={daemonise}>
              <NumberField
                label="fork() twice: a daemon that lives"
                unit="s"
                text={seconds}
                least={0}
                most={MOST_SECONDS}
                onChange={setSeconds}
              />
              <button type="submit" className="button" disabled={life === null}>
                Daemonise a child
              </button>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
