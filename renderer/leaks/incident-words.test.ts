import { expect, it } from 'vitest';
import type { IncidentEnd } from '../../core/incidents/incident.ts';
import { endWords } from './incident-words.ts';

const end = (more: Partial<IncidentEnd>): IncidentEnd => ({
  at: 1,
  by: 'parent',
  pid: 5,
  name: 'server',
  strategy: null,
  ...more,
});

it.each([
  [null, 'still there'],
  [end({}), 'by its parent'],
  [end({ by: 'adopter', pid: 1, name: 'init' }), 'by init (1), after its parent had ended'],
  [end({ by: 'adopter', pid: null, name: null }), 'by init or a subreaper, after its parent had ended'],
  [end({ by: 'action', strategy: 'collect' }), 'by its parent, through Reaptree (collect)'],
  [
    end({ by: 'action', strategy: 'end-parent', pid: 1, name: 'init' }),
    'by init (1), as Reaptree ended its parent',
  ],
  [end({ by: 'unknown', pid: null, name: null }), 'nobody looked when it went'],
])('says who collected it', (one, words) => {
  expect(endWords(one)).toBe(words);
});
