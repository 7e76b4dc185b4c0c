import { Popover } from '@base-ui/react/popover';
import { type FormEvent, useState } from 'react';
import type { LabChild, LabParent } from '../../core/lab.ts';
import type { ProcessKey } from '../../core/process.ts';
import { useModel } from '../model.ts';

interface WaitpidFormProps {
  readonly parent: LabParent;
  readonly disabled: boolean;
}

/** Makes a parent wait for one of its children, or for any, with or without blocking. */
export function WaitpidForm({ parent, disabled }: WaitpidFormProps) {
  const { lab } = useModel();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<ProcessKey | null>(null);
  const [nohang, setNohang] = useState(false);
  const children = parent.children.filter((child) => child.state !== 'reaped');
  const child = children.find((one) => one.key === chosen) ?? null;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setOpen(false);
    void lab.waitpid(parent.key, child?.key ?? null, nohang);
  };

  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="button small" disabled={disabled} aria-keyshortcuts="P" title="P">
        waitpid…
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="layer" align="start" sideOffset={6}>
          <Popover.Popup className="popup form" aria-label="Wait for a child">
            <form className="lab-form" onSubmit={submit}>
              <fieldset className="choices">
                <legend>Which child</legend>
                <Choice
                  label="any of them"
                  beside="-1"
                  checked={child === null}
                  onChoose={() => setChosen(null)}
                />
                {children.map((one) => (
                  <Choice
                    key={one.key}
                    label={String(one.pid)}
                    beside={one.state === 'ended' ? 'zombie' : 'alive'}
                    checked={one === child}
                    onChoose={() => setChosen(one.key)}
                  />
                ))}
              </fieldset>
              <label className="choice">
                <input
                  type="checkbox"
                  checked={nohang}
                  onChange={(event) => setNohang(event.target.checked)}
                />
                <code>WNOHANG</code>
                <span>answer 0 instead of blocking</span>
              </label>
              <button type="submit" className="button primary">
                <code>{callOf(child, nohang)}</code>
              </button>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

const callOf = (child: LabChild | null, nohang: boolean): string =>
  `waitpid(${child?.pid ?? -1}, &status, ${nohang ? 'WNOHANG' : 0})`;

interface ChoiceProps {
  readonly label: string;
  readonly beside: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

function Choice({ label, beside, checked, onChoose }: ChoiceProps) {
  return (
    <label className="choice">
      <input type="radio" name="child" checked={checked} onChange={onChoose} />
      <code>{label}</code>
      <span>{beside}</span>
    </label>
  );
}
