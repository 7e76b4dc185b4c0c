import { describe, expect, test } from 'vitest';
import { type Cause, diagnose } from './diagnosis.ts';
import type { ChildSignal, Means, ParentFacts, Person, ZombieCase, ZombieFacts } from './diagnosis-facts.ts';
import type { Action, Outlook } from './diagnosis-prospects.ts';
import { keyOf } from './process.ts';

const person = (pid: number, name: string): Person => ({ key: keyOf(pid, pid), pid, name });

const quiet: ChildSignal = { disposition: 'default', blocked: false, pending: false, read: false };

const zombie: ZombieFacts = {
  ...person(48213, 'weather.sh'),
  exit: { code: 3 },
  threads: 1,
  tellsByChildSignal: true,
  tracer: null,
  pidForParent: 48213,
  age: { least: 720_000, most: 722_000 },
};

const parent: ParentFacts = {
  ...person(2210, 'waybar'),
  user: 'li',
  state: 'S',
  threads: 4,
  childSignal: quiet,
  call: { name: 'poll', waitsFor: null },
  wchan: null,
  tracer: null,
  init: null,
  runtime: null,
  leadsTerminal: false,
  zombies: [zombie, person(48377, 'weather.sh')],
  children: [person(2290, 'playerctl')],
  inContainer: [],
  own: false,
};

const means: Means = { readOnly: false, debuggers: ['gdb'], trace: 'permitted', signal: true };

const made = (
  ofZombie: Partial<ZombieFacts> = {},
  ofParent: Partial<ParentFacts> | null = {},
  ofMeans: Partial<Means> = {},
): ZombieCase => ({
  zombie: { ...zombie, ...ofZombie },
  parent: ofParent === null ? null : { ...parent, ...ofParent },
  means: { ...means, ...ofMeans },
});

const outlooks = (one: ZombieCase): Partial<Record<Action, Outlook>> =>
  Object.fromEntries(diagnose(one).prospects.map(({ action, outlook }) => [action, outlook]));

const handles: ChildSignal = { ...quiet, disposition: 'handled' };

describe('each cause', () => {
  const cases: readonly (readonly [Cause, ZombieCase, Partial<Record<Action, Outlook>>])[] = [
    ['never-waits', made(), { collect: 'works', 'end-parent': 'works', nudge: 'no-use' }],
    ['signal-lost', made({}, { childSignal: handles }), { nudge: 'works', collect: 'works' }],
    [
      'signal-lost',
      made({}, { childSignal: { ...quiet, blocked: true, read: true } }),
      { nudge: 'works', collect: 'works' },
    ],
    ['not-known-to-runtime', made({}, { childSignal: handles, runtime: 'node' }), { nudge: 'no-use' }],
    [
      'ignored-too-late',
      made({}, { childSignal: { ...quiet, disposition: 'ignored' } }),
      { nudge: 'no-use' },
    ],
    [
      'signal-blocked',
      made({}, { childSignal: { ...quiet, blocked: true, pending: true } }),
      { nudge: 'no-use', collect: 'works' },
    ],
    ['parent-stopped', made({}, { state: 'T', childSignal: handles }), { continue: 'works' }],
    ['parent-stopped', made({}, { state: 'T' }), { continue: 'may-work', collect: 'works' }],
    [
      'parent-uninterruptible',
      made({}, { state: 'D' }),
      { wait: 'works', nudge: 'no-use', collect: 'impossible', 'end-parent': 'may-work' },
    ],
    [
      'parent-traced',
      made({}, { state: 't', tracer: person(9, 'gdb') }),
      { collect: 'impossible', 'end-parent': 'impossible' },
    ],
    ['child-traced', made({ tracer: person(9, 'strace') }), { collect: 'no-use', 'end-parent': 'no-use' }],
    ['leader-exited', made({ threads: 3 }), { wait: 'works' }],
    ['parent-unseen', made({}, null), {}],
    ['not-told', made({ tellsByChildSignal: false }), { nudge: 'no-use', collect: 'works' }],
    [
      'waits-for-another',
      made({}, { call: { name: 'wait4', waitsFor: 2290 } }),
      { wait: 'may-work', nudge: 'no-use' },
    ],
    [
      'about-to-be-reaped',
      made({ age: { least: 0, most: 400 } }, { zombies: [zombie], childSignal: handles }),
      { wait: 'works', nudge: 'may-work' },
    ],
    [
      'init-does-not-reap',
      made({}, { init: 'container', inContainer: [person(5, 'a'), person(6, 'b')] }),
      { fix: 'works', collect: 'works', nudge: 'no-use' },
    ],
    [
      'init-does-not-reap',
      made({}, { init: 'system' }),
      { collect: 'impossible', 'end-parent': 'impossible' },
    ],
    ['unclear', made({}, { childSignal: null }), { nudge: 'may-work' }],
  ];

  test.each(cases)('%s', (cause, one, expected) => {
    const found = diagnose(one);
    expect(found.cause).toBe(cause);
    expect(outlooks(one)).toMatchObject(expected);
    expect(found.summary).not.toMatch(/undefined|null|NaN|\(\)\(/);
    for (const line of found.evidence) expect(line).not.toMatch(/undefined|null|NaN/);
  });
});

test('says it as a person would', () => {
  const { summary, evidence, certainty } = diagnose(made());
  expect(summary).toBe(
    'waybar (2210) is its parent and does not wait for it. It has no handler for SIGCHLD, so the news of ' +
      'the end passed it by, and it is asleep in poll(). It holds 1 more zombie.',
  );
  expect(certainty).toBe('likely');
  expect(evidence).toContain('SIGCHLD: default action, not blocked');
  expect(evidence).toContain('it ended with exit code 3');
  expect(evidence).toContain('a zombie for at least 12 min');
});

test('a young zombie among old ones is one of theirs', () => {
  expect(diagnose(made({ age: { least: 0, most: 400 } })).cause).toBe('never-waits');
});

test('the best comes first, the gentler before the harsher', () => {
  const order = (one: ZombieCase) => diagnose(one).prospects.map(({ action }) => action);
  expect(order(made({}, { childSignal: handles }))).toEqual(['nudge', 'collect', 'end-parent']);
  expect(order(made())).toEqual(['collect', 'end-parent', 'nudge']);
  expect(order(made({}, { init: 'container' }))).toEqual(['collect', 'fix', 'end-parent', 'nudge']);
});

test('says what keeps us from it, and what it would cost', () => {
  const said = (one: ZombieCase, action: Action) =>
    diagnose(one).prospects.find((prospect) => prospect.action === action);
  expect(said(made({}, {}, { debuggers: [] }), 'collect')?.says).toContain('gdb or lldb');
  expect(said(made({}, {}, { trace: 'descendants-only' }), 'collect')?.says).toContain('ptrace_scope is 1');
  expect(said(made({}, {}, { trace: 'root-only' }), 'collect')?.says).toContain('ptrace_scope is 2');
  expect(said(made({}, {}, { trace: 'never' }), 'collect')?.says).toContain('ptrace_scope is 3');
  expect(said(made({}, {}, { trace: 'other-user', signal: false }), 'end-parent')).toMatchObject({
    outlook: 'impossible',
    says: 'it belongs to li: start Reaptree as that user or as root',
  });
  const ofRoot = made({}, { user: 'root' }, { trace: 'other-user', signal: false });
  expect(said(ofRoot, 'collect')?.says).toBe('it belongs to root: start Reaptree as root');
  const unnamed = made({}, { user: null }, { trace: 'other-user', signal: false });
  expect(said(unnamed, 'nudge')?.says).toContain('another user');
  expect(said(made({}, {}, { readOnly: true }), 'nudge')?.says).toContain('read-only');
  expect(said(made(), 'collect')?.cost).toBe('it never learns how they ended');
  expect(said(made(), 'end-parent')?.cost).toBe('waybar is lost, and 1 live child goes on without it');
  const container = made({}, { init: 'container', inContainer: [person(5, 'a'), person(6, 'b')] });
  expect(said(container, 'end-parent')?.cost).toBe('2 more processes of it end with it');
});

test('what a process calls itself cannot steer the terminal', () => {
  expect(diagnose(made({}, { name: '\u001b[2J' })).summary).toContain('^[[2J (2210)');
});
