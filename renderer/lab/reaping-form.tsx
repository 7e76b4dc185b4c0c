import { Popover } from '@base-ui/react/popover';
import { ChevronDown } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type LabParent, type LabParentFacts, REAPING_POLICIES, type ReapingPolicy } from '../../core/lab.ts';
import { CHILD_LIMITS } from '../../core/limits.ts';
import { useModel } from '../model.ts';
import { NumberField, numberIn } from './number-field.tsx';

const WORDS: Readonly<Record<ReapingPolicy, string>> = {
  none: 'none',
  handler: 'SIGCHLD handler',
  poll: 'look now and then',
  ignore: 'SIGCHLD ignored',
  nocldwait: 'SA_NOCLDWAIT',
};

const MEANINGS: Readonly<Record<ReapingPolicy, string>> = {
  none: 'zombies stay until it waits',
  handler: 'each is collected at once',
  poll: 'each is collected at the next look',
  ignore: 'the kernel keeps no status',
  nocldwait: 'the same, by a flag',
};

const SHORTEST_S = 0.1;
const MOST_SECONDS = CHILD_LIMITS.mostMs / 1000;

/** What a parent does about its dead children by itself, in words. */
export const reapingWords = ({ reaping, looksEveryMs }: LabParentFacts): string =>
  looksEveryMs === null ? WORDS[reaping] : `looks every ${looksEveryMs / 1000} s`;

interface ReapingFormProps {
  readonly parent: LabParent;
  readonly disabled: boolean;
}

/** What a parent does about its dead children by itself. */
export function ReapingForm({ parent, disabled }: ReapingFormProps) {
  const { lab } = useModel();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<ReapingPolicy>(parent.reaping);
  const [seconds, setSeconds] = useState('10');
  const every = numberIn(seconds, SHORTEST_S, MOST_SECONDS);
  const complete = chosen !== 'poll' || every !== null;

  const show = (shown: boolean): void => {
    if (shown) setChosen(parent.reaping);
    setOpen(shown);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!complete) return;
    setOpen(false);
    void lab.setReaping(parent.key, chosen, Math.round((every ?? 1) * 1000));
  };

  return (
    <Popover.Root open={open} onOpenChange={show}>
      <Popover.Trigger className="button small" disabled={disabled} aria-keyshortcuts="R" title="R">
        Reaping: {parent.reaping} <ChevronDown size={13} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="layer" align="start" sideOffset={6}>
          <Popover.Popup className="popup form" aria-label="Reaping">
            <form className="lab-form" onSubmit={submit}>
              <fieldset className="choices">
                <legend>What it does about children that have ended</legend>
                {REAPING_POLICIES.map((policy) => (
                  <label key={policy} className="choice">
                    <input
                      type="radio"
                      name="policy"
                      checked={policy === chosen}
                      onChange={() => setChosen(policy)}
                    />
                    {WORDS[policy]}
                    <span>{MEANINGS[policy]}</span>
                  </label>
                ))}
              </fieldset>
              {chosen === 'poll' ? (
                <NumberField
                  label="It looks every"
                  unit="s"
                  text={seconds}
                  least={SHORTEST_S}
                  most={MOST_SECONDS}
                  step={0.1}
                  onChange={setSeconds}
                />
              ) : null}
              <button type="submit" className="button primary" disabled={!complete}>
                Set
              </button>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
