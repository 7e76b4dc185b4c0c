import { Popover } from '@base-ui/react/popover';
import { type FormEvent, useState } from 'react';
import { CHILD_LIMITS } from '../../core/limits.ts';
import type { ProcessKey } from '../../core/process.ts';
import { useModel } from '../model.ts';
import { NumberField, numberIn } from './number-field.tsx';

const MOST_SECONDS = CHILD_LIMITS.mostMs / 1000;

interface ForkFormProps {
  readonly parent: ProcessKey;
  readonly disabled: boolean;
}

/** Makes a parent fork children that end by themselves, when and as one chooses. */
export function ForkForm({ parent, disabled }: ForkFormProps) {
  const { lab } = useModel();
  const [open, setOpen] = useState(false);
  const [count, setCount] = useState('1');
  const [seconds, setSeconds] = useState('2');
  const [code, setCode] = useState('3');

  const order = {
    count: whole(numberIn(count, 1, CHILD_LIMITS.mostAtOnce)),
    seconds: numberIn(seconds, 0, MOST_SECONDS),
    exitCode: whole(numberIn(code, 0, 255)),
  };
  const { count: children, seconds: after, exitCode } = order;
  const complete = children !== null && after !== null && exitCode !== null;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!complete) return;
    setOpen(false);
    void lab.fork(parent, { count: children, afterMs: Math.round(after * 1000), exitCode });
  };

  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="button small" disabled={disabled}>
        Fork…
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="layer" align="start" sideOffset={6}>
          <Popover.Popup className="popup form" aria-label="Fork children">
            <form className="lab-form" onSubmit={submit}>
              <NumberField
                label="Children"
                text={count}
                least={1}
                most={CHILD_LIMITS.mostAtOnce}
                onChange={setCount}
              />
              <NumberField
                label="Each ends after"
                unit="s"
                text={seconds}
                least={0}
                most={MOST_SECONDS}
                step={0.5}
                onChange={setSeconds}
              />
              <NumberField label="With exit code" text={code} least={0} most={255} onChange={setCode} />
              <button type="submit" className="button primary" disabled={!complete}>
                {children !== null && children > 1 ? `Fork ${children} children` : 'Fork'}
              </button>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

const whole = (value: number | null): number | null => (Number.isInteger(value) ? value : null);
