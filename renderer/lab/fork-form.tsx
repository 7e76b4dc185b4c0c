import { Popover } from '@base-ui/react/popover';
import { type FormEvent, useState } from 'react';
import { count as format } from '../../core/format.ts';
import { CHILD_LIMITS } from '../../core/limits.ts';
import type { ProcessKey } from '../../core/process.ts';
import { isSignalName, type SignalName } from '../../core/signals.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { NumberField, numberIn } from './number-field.tsx';

const MOST_SECONDS = CHILD_LIMITS.mostMs / 1000;

/** Signals that end a process; its parent sees which. */
const DEADLY: readonly SignalName[] = ['SIGTERM', 'SIGKILL', 'SIGABRT', 'SIGHUP', 'SIGINT'];

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
  const most = useValue(lab.most);

  const [name, setName] = useState('');
  const [death, setDeath] = useState('');
  const [depth, setDepth] = useState('0');
  const [deaf, setDeaf] = useState(false);
  const [ownGroup, setOwnGroup] = useState(false);

  const children = whole(numberIn(count, 1, CHILD_LIMITS.mostAtOnce));
  const after = numberIn(seconds, 0, MOST_SECONDS);
  const exitCode = whole(numberIn(code, 0, 255));
  const below = whole(numberIn(depth, 0, CHILD_LIMITS.deepest));
  const isNamed = name === '' || CHILD_LIMITS.name.test(name);
  const complete = children !== null && after !== null && exitCode !== null && below !== null && isNamed;
  const total = (children ?? 0) * (1 + (below ?? 0));
  const room = open ? lab.room() : null;
  const tooMany = room !== null && total > room;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!complete || tooMany) return;
    setOpen(false);
    void lab.fork(parent, {
      count: children,
      afterMs: Math.round(after * 1000),
      exitCode,
      name: name === '' ? undefined : name,
      death: isSignalName(death) ? death : undefined,
      deaf,
      ownGroup,
      depth: below,
    });
  };

  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="button small" disabled={disabled} aria-keyshortcuts="F" title="F">
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
                step={0.1}
                onChange={setSeconds}
              />
              <NumberField label="With exit code" text={code} least={0} most={255} onChange={setCode} />
              <details className="fork-more">
                <summary>More</summary>
                <div>
                  <div className="field">
                    <label htmlFor={`name-${parent}`}>Name</label>
                    <input
                      id={`name-${parent}`}
                      className="input"
                      value={name}
                      spellCheck={false}
                      aria-invalid={!isNamed}
                      onChange={(event) => setName(event.target.value)}
                    />
                    {isNamed ? null : <span className="problem">a to z, 0 to 9 and -, 11 at most</span>}
                  </div>
                  <div className="field">
                    <label htmlFor={`death-${parent}`}>Or ends by a signal</label>
                    <select
                      id={`death-${parent}`}
                      className="input"
                      value={death}
                      onChange={(event) => setDeath(event.target.value)}
                    >
                      <option value="">no</option>
                      {DEADLY.map((signal) => (
                        <option key={signal}>{signal}</option>
                      ))}
                    </select>
                  </div>
                  <NumberField
                    label="Generations below each"
                    text={depth}
                    least={0}
                    most={CHILD_LIMITS.deepest}
                    onChange={setDepth}
                  />
                  <label className="choice">
                    <input
                      type="checkbox"
                      checked={deaf}
                      onChange={(event) => setDeaf(event.target.checked)}
                    />
                    ignores SIGTERM
                  </label>
                  <label className="choice">
                    <input
                      type="checkbox"
                      checked={ownGroup}
                      onChange={(event) => setOwnGroup(event.target.checked)}
                    />
                    leads a process group of its own
                  </label>
                </div>
              </details>
              {most !== null && (tooMany || total > most * 0.5) ? (
                <p className={tooMany ? 'note tone-hot' : 'note'} role="status">
                  {tooMany ? `There is room for ${format(room)} more. ` : ''}
                  The lab takes {format(most)} processes at most, half of what this system allows.
                </p>
              ) : null}
              <button type="submit" className="button primary" disabled={!complete || tooMany}>
                {total > 1 ? `Fork ${format(total)} ${depth === '0' ? 'children' : 'processes'}` : 'Fork'}
              </button>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

const whole = (value: number | null): number | null => (Number.isInteger(value) ? value : null);
