import { expect, it } from 'vitest';
import { clock, moment } from '../../core/format.ts';
import { type Life, newLife } from '../../core/history.ts';
import { madeUp } from '../../core/testing/made-up.ts';
import { lifeOf, stepsOf, when } from './life-words.ts';

const someone = (pid: number, name: string | null) => ({ pid, key: null, name });

const life = (more: Partial<Life>): Life => ({
  ...newLife('7@7', 7),
  name: 'sh',
  command: 'sh -c true',
  startedAt: 1_000,
  born: true,
  parent: someone(5, 'make'),
  ...more,
});

/** As one reads it. */
const told = (more: Partial<Life>, waits = false): string[] =>
  stepsOf(life(more), waits).map(({ word, at, before, who, after }) =>
    [word, at, before, who?.name ?? who?.pid, after].filter((part) => part !== '' && part != null).join(' '),
  );

it('tells a life from the beginning to the end', () => {
  expect(told({})).toEqual(['started 1000 by make']);
  expect(told({ diedAt: 2_700, goneAt: 2_700, exit: { code: 4 } })).toEqual([
    'started 1000 by make',
    'ended 2700 after 1.70 s, exit 4',
  ]);
});

it('of one that was there before Reaptree looked', () => {
  expect(told({ born: false })).toEqual(['since 1000 below make before Reaptree looked']);
  expect(told({ born: false, parent: null, startedAt: null })).toEqual(['was there before Reaptree looked']);
});

it('of an orphan and of a zombie, each in its order', () => {
  const end = { diedAt: 2_000, exit: { signal: 'SIGKILL' } };
  const adopted = { adopter: someone(1, 'init') };
  expect(told({ ...end, ...adopted, adoptedAt: 1_500, goneAt: 2_000 })).toEqual([
    'started 1000 by make',
    'adopted 1500 by init',
    'ended 2000 after 1.00 s, by SIGKILL',
  ]);
  expect(told({ ...end, ...adopted, adoptedAt: 5_000, goneAt: 9_000, reaper: someone(1, 'init') })).toEqual([
    'started 1000 by make',
    'ended 2000 after 1.00 s, by SIGKILL',
    'adopted 5000 by init',
    'collected 9000 by init after 7.00 s as a zombie',
  ]);
  expect(told({ ...end, exit: null }, true)).toEqual([
    'started 1000 by make',
    'ended 2000 after 1.00 s, how, the kernel does not tell',
    'zombie waits to be collected by make',
  ]);
});

it('knows of a row without events what the row knows', () => {
  const process = madeUp(7, 5, { state: 'Z', zombieSince: 9, exit: { code: 3 } });
  expect(lifeOf(process, madeUp(5, 1))).toMatchObject({
    key: '7@7',
    born: false,
    parent: { pid: 5, key: '5@5', name: 'process-5' },
    diedAt: 9,
    exit: { code: 3 },
    goneAt: null,
  });
});

it('says the date where it is not that of today', () => {
  const noon = new Date(2026, 10, 20, 12).getTime();
  expect(when(noon, noon + 3_600_000)).toBe(clock(noon));
  expect(when(noon, noon + 24 * 3_600_000)).toBe(moment(noon));
});
