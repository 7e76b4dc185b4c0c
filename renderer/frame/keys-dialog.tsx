import { useModel } from '../model.ts';
import { PanelDialog } from './panel-dialog.tsx';
import { PLACES } from './places.ts';
import './keys-dialog.css';

interface Group {
  readonly title: string;
  readonly keys: readonly (readonly [keys: string, meaning: string])[];
}

const GROUPS: readonly Group[] = [
  {
    title: 'Anywhere',
    keys: [
      ...PLACES.map((place, index) => [String(index + 1), place.title] as const),
      ['/', 'Search'],
      ['Z', 'Only zombies, or all again'],
      ['Space', 'Pause or go on'],
      ['B', 'Look back'],
      ['[ ]', 'Event before, next'],
      ['Ctrl O', 'Open a snapshot'],
      ['Ctrl E', 'Export'],
      [',', 'Settings'],
      ['Escape', 'Clear or close'],
      ['?', 'These keys'],
    ],
  },
  {
    title: 'In the tree',
    keys: [
      ['↑ ↓', 'Previous, next'],
      ['Page ↑ ↓', 'A page up, down'],
      ['Home End', 'First, last'],
      ["'", 'Go to a name as you type it'],
      ['→', 'Expand, then first child'],
      ['←', 'Collapse, then parent'],
      ['*', 'Expand all siblings'],
      ['Shift → ←', 'Expand, collapse all below'],
      ['E C', 'Expand, collapse everything'],
      ['T L M', 'Tree, list, map'],
      ['F', 'Hold the rows in place'],
    ],
  },
  {
    title: 'In the search field',
    keys: [
      ['↓', 'All fields, while it is empty'],
      ['Ctrl Space', 'What can stand here'],
      ['Tab', 'Take what is offered'],
      ['Enter', 'To what was found'],
      ['Escape', 'Clear, then leave'],
    ],
  },
  {
    title: 'On the map',
    keys: [
      ['↑ ↓', 'Previous, next'],
      ['→', 'Expand, then first child'],
      ['←', 'Collapse, then parent'],
      ['+ -', 'Zoom in, out'],
      ['0', 'All of it'],
      ['Alt arrow', 'Move the map'],
    ],
  },
  {
    title: 'In the titles of the columns',
    keys: [
      ['Tab', 'From the tree to them'],
      ['← →', 'Title before, next'],
      ['Enter', 'Sort by it'],
      ['Shift → ←', 'Wider, narrower'],
      ['Alt → ←', 'Later, earlier'],
      ['↓', 'Back to the tree'],
      ['Shift F10', 'Menu'],
    ],
  },
  {
    title: 'The selected processes',
    keys: [
      ['Shift ↑ ↓', 'Select more, or fewer'],
      ['Ctrl ↑ ↓', 'Move, select nothing new'],
      ['Ctrl Space', 'Select or deselect it'],
      ['Ctrl A', 'Select all that is shown'],
      ['Escape', 'Only this one again'],
      ['Enter', 'Details'],
      ['P', 'Go to the parent'],
      ['O', 'Focus on them'],
      ['K', 'Send a signal'],
      ['Delete', 'End'],
      ['Shift Delete', 'End with all below'],
      ['S', 'Stop, or continue'],
      ['N', 'Niceness'],
      ['R', 'Reap zombies'],
      ['H', 'Its events'],
      ['Ctrl C', 'Copy the pids'],
      ['Shift F10', 'Menu'],
    ],
  },
  {
    title: 'In the lab',
    keys: [
      ['N', 'A new parent'],
      ['G', 'The next parent, with Shift the one before'],
      ['F', 'Let it fork'],
      ['W', 'Let it wait()'],
      ['P', 'waitpid() for one'],
      ['H', 'waitpid() with WNOHANG'],
      ['R', 'How it reaps'],
      ['X', 'Exec, or a daemon'],
      ['K', 'Send it a signal'],
      ['I', 'Interrupt its call, or continue it'],
      ['E', 'End it'],
      ['Shift Delete', 'Clean up all'],
      ['R S X', 'In a scenario: run, step, stop'],
    ],
  },
];

export function KeysDialog() {
  const { keysShown } = useModel();
  return (
    <PanelDialog title="Keyboard" shown={keysShown} className="keys-dialog">
      {/* Where the window is too low for all of them, the keyboard can scroll. */}
      <section className="dialog-body" aria-label="Keys" tabIndex={0}>
        {GROUPS.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([keys, meaning]) => (
                <div key={keys}>
                  <dt>
                    {keys.split(' ').map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </section>
    </PanelDialog>
  );
}
