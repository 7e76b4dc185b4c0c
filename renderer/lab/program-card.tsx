import { Tabs } from '@base-ui/react/tabs';
import { useEffect, useRef, useState } from 'react';
import type { LabCall } from '../../core/lab.ts';
import { CopyButton } from '../frame/copy-button.tsx';
import { currentLine } from './current-line.ts';
import { LANGUAGES, type Language, programOf } from './programs.ts';
import './program-card.css';

interface ProgramCardProps {
  readonly scenario: string;
  /** What has happened so far, while it runs. */
  readonly calls: readonly LabCall[] | null;
}

/** The same story as a complete program, in C and in Python; nothing where there is none. */
export function ProgramCard({ scenario, calls }: ProgramCardProps) {
  const [language, setLanguage] = useState<Language>('c');
  if (programOf(scenario, language) === '') return null;
  return (
    <Tabs.Root
      className="card program"
      value={language}
      onValueChange={(value) => setLanguage(value as Language)}
    >
      <header>
        <Tabs.List className="program-tabs" aria-label="Language of the program" activateOnFocus>
          {Object.entries(LANGUAGES).map(([id, name]) => (
            <Tabs.Tab key={id} value={id} className="program-tab">
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <CopyButton what="the program" text={() => programOf(scenario, language)} />
      </header>
      {(Object.keys(LANGUAGES) as Language[]).map((id) => (
        <Tabs.Panel key={id} value={id} className="program-panel">
          <Listing
            program={programOf(scenario, id)}
            calls={calls}
            label={`The program in ${LANGUAGES[id]}`}
          />
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}

interface ListingProps {
  readonly program: string;
  readonly calls: readonly LabCall[] | null;
  readonly label: string;
}

function Listing({ program, calls, label }: ListingProps) {
  const lines = program.trimEnd().split('\n');
  const current = calls === null ? null : currentLine(program, calls);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const line = current === null ? null : list.current?.children[current];
    if (!(line instanceof HTMLElement) || list.current === null) return;
    const box = list.current;
    const top = line.offsetTop;
    if (top < box.scrollTop || top + line.offsetHeight > box.scrollTop + box.clientHeight) {
      box.scrollTop = top - box.clientHeight / 3;
    }
  }, [current]);
  return (
    <ol
      ref={list}
      className="listing code selectable"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
    >
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a program neither move nor change
        <li key={index} aria-current={index === current ? 'step' : undefined}>
          {line === '' ? '\u00a0' : line}
        </li>
      ))}
    </ol>
  );
}
