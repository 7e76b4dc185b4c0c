import { MARKS } from '../marks.ts';
import { STATE_WORDS } from '../process.ts';
import { CHANGE_KINDS } from '../snapshot/compare.ts';
import { ANY_CHANGE } from './fields.ts';
import { FIELD_GUIDE, FIELDS } from './names.ts';
import { SIZE, TIME } from './units.ts';

/** Something that can be typed, and what it means. */
export interface GuideLine {
  readonly writing: string;
  readonly about: string;
}

/** How terms are written and how they hang together, for whoever explains it: help, manual page, docs and the app. */
export const LANGUAGE_GUIDE: readonly GuideLine[] = [
  {
    writing: 'node',
    about: 'a word: in the name, the command line or the user, or the beginning of the pid',
  },
  {
    writing: '"two words"',
    about: 'in quotes it may hold anything; \\" is a quote there, and \\\\ a backslash',
  },
  {
    writing: 'state:zombie',
    about: 'a field: “:” and “=” are the same, “!=” the opposite, and spaces around them do no harm',
  },
  { writing: 'cpu >= 5', about: 'numbers, sizes and times can also be <, <=, > or >=' },
  { writing: 'pid:42,43', about: 'one of several values' },
  { writing: 'node user:me', about: 'both; “and” and “&&” say the same' },
  { writing: 'node or deno', about: 'either; “||” and “|” say the same' },
  {
    writing: 'not mark:kernel',
    about:
      'the opposite; “!” and “-” say the same, as in !mark:kernel. For a text that begins with “-”: command:-x or "-x"',
  },
  {
    writing: '(node or deno) cpu>5',
    about: 'parentheses bind first, then “not”, then what stands side by side, then “or”',
  },
];

/** Every field, by one way to write it. */
export const FIELDS_GUIDE: readonly GuideLine[] = FIELDS.map((field) => {
  const { about, example, aliases } = FIELD_GUIDE[field];
  return { writing: example, about: aliases.length === 0 ? about : `${about} (also ${aliases.join(', ')})` };
});

/** What can stand behind the fields of which one does not know it. */
export const VALUES_GUIDE: readonly GuideLine[] = [
  { writing: 'state:', about: Object.values(STATE_WORDS).join(', ') },
  { writing: 'mark:', about: MARKS.join(', ') },
  { writing: 'change:', about: [...CHANGE_KINDS, ANY_CHANGE].join(', ') },
  {
    writing: 'mem>, virt>',
    about: `${SIZE.example}; a kB is 1,024 bytes, and without a unit bytes are meant`,
  },
  {
    writing: 'cpu:0',
    about: 'none that is shown; of cpu, mem, virt and time only 0 can be asked for exactly',
  },
  { writing: 'age<, time>', about: `${TIME.example}; without a unit seconds are meant` },
];
