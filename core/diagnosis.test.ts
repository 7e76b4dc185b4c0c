import { describe, expect, test } from 'vitest';
import { type Cause, diagnose, mayBeYoung } from './diagnosis.ts';
import { collects } from './diagnosis-ending.ts';
import type {
  Adopter,
  ChildSignal,
  Means,
  ParentFacts,
  People,
  Person,
  Wait,
  ZombieCase,
  ZombieFacts,
} from './diagnosis-facts.ts';
import type { Action, Outlook } from './diagnosis-prospects.ts';
import { keyOf } from './process.ts';

const person = (pid: number, name: string): Person => ({ key: keyOf(pid, pid), pid, name });

const people = (...first: Person[]): People => ({ count: first.length, first });

const quiet: ChildSignal = { disposition: 'default', blocked: false, pending: false, read: false };

const zombie: ZombieFacts = {
  ...person(48213, 'weather.sh'),
  exit: { code: 3 },
  threads: 1,
  tellsByChildSignal: true,
  tracer: null,
  adopted: false,
  age: { least: 720_000, most: 722_000, seen: false },
};

const adopter: Adopter = {
  ...person(1, 'systemd'),
  state: 'S',
  office: 'system',
  childSignal: { ...quiet, blocked: true, read: true },
  calls: { first: 'epoll_wait', waits: [] },
  collectedOthers: true,
  runtime: null,
  zombies: 0,
  leftFor: 0,
};

const parent: ParentFacts = {
  ...person(2210, 'waybar'),
  user: 'li',
  state: 'S',
  threads: 4,
  childSignal: quiet,
  calls: { first: 'poll', waits: [] },
  collectedOthers: true,
  leaderExited: false,
  stuck: false,
  vfork: null,
  wchan: null,
  tracer: null,
  init: null,
  runtime: null,
  linked: 'dynamically',
  leadsTerminal: false,
  adopter,
  zombies: people(zombie, person(48377, 'weather.sh')),
  children: people(person(2290, 'playerctl')),
  inContainer: people(),
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
const unread: ChildSignal = { ...quiet, blocked: true, pending: true, read: true };
const inside = people(person(5, 'a'), person(6, 'b'));
const alone = { zombies: people(zombie) };
const justEnded = { age: { least: 0, most: 3_600_000, seen: true } };
const waits = (...all: Wait[]) => ({ calls: { first: 'wait4', waits: all } });
const other: Wait = { whom: person(2290, 'playerctl'), passes: 'another' };
const kept = { state: 'D', stuck: true, threads: 1 } as const;

describe('each cause', () => {
  const cases: readonly (readonly [Cause, ZombieCase, Partial<Record<Action, Outlook>>])[] = [
    ['never-waits', made(), { collect: 'works', 'end-parent': 'works', nudge: 'no-use' }],
    ['signal-lost', made({}, { childSignal: handles }), { nudge: 'works', collect: 'works' }],
    [
      'signal-lost',
      made({}, { childSignal: { ...quiet, blocked: true, read: true } }),
      { nudge: 'works', collect: 'works' },
    ],
    ['signal-unread', made({}, { childSignal: unread }), { nudge: 'no-use', collect: 'works' }],
    [
      'handler-does-not-wait',
      made({}, { childSignal: handles, collectedOthers: false }),
      { nudge: 'may-work', collect: 'works' },
    ],
    [
      'never-waits',
      made({}, { childSignal: handles, runtime: 'go', linked: 'stripped' }),
      { nudge: 'no-use', collect: 'no-use', 'end-parent': 'works' },
    ],
    ['never-waits', made({}, { childSignal: handles, runtime: 'go' }), { collect: 'may-work' }],
    ['never-waits', made({}, { linked: 'statically' }), { collect: 'may-work' }],
    ['never-waits', made({}, { linked: 'stripped' }), { collect: 'no-use' }],
    ['never-waits', made({}, { stuck: true }), { collect: 'impossible' }],
    ['never-waits', made({}, { leaderExited: true }), { collect: 'works' }],
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
      'parent-stopped',
      made({}, { state: 'T', childSignal: handles, runtime: 'go' }),
      { continue: 'may-work' },
    ],
    [
      'parent-uninterruptible',
      made({}, kept),
      { wait: 'may-work', nudge: 'no-use', collect: 'impossible', 'end-parent': 'may-work' },
    ],
    [
      'parent-uninterruptible',
      made({}, { ...kept, vfork: { first: true, child: { ...person(2290, 'sh'), state: 'S' } } }),
      { free: 'may-work', collect: 'impossible', 'end-parent': 'works' },
    ],
    [
      'parent-traced',
      made({}, { state: 't', tracer: person(9, 'gdb') }),
      { collect: 'impossible', 'end-parent': 'impossible' },
    ],
    [
      'child-traced',
      made({ tracer: person(9, 'strace') }),
      { wait: 'may-work', collect: 'no-use', 'end-parent': 'no-use' },
    ],
    ['child-traced', made({ tracer: person(9, 'strace') }, { childSignal: handles }), { wait: 'works' }],
    ['leader-exited', made({ threads: 3 }), { wait: 'works' }],
    ['parent-unseen', made({}, null), {}],
    ['not-told', made({ tellsByChildSignal: false }), { nudge: 'no-use', collect: 'works' }],
    ['waits-for-another', made({}, waits(other)), { wait: 'may-work', nudge: 'no-use' }],
    ['signal-lost', made({}, { ...waits(other), childSignal: handles }), { nudge: 'works' }],
    [
      'about-to-be-reaped',
      made(justEnded, { ...alone, childSignal: handles }),
      { wait: 'works', nudge: 'may-work' },
    ],
    ['about-to-be-reaped', made(justEnded, { ...alone, state: 'R' }), { wait: 'works', nudge: 'no-use' }],
    ['about-to-be-reaped', made({}, waits({ whom: 'any', passes: null })), { wait: 'works' }],
    ['unclear', made(justEnded, alone), { wait: 'may-work', nudge: 'no-use' }],
    [
      'unclear',
      made(justEnded, { ...alone, childSignal: { ...quiet, blocked: true } }),
      { wait: 'may-work' },
    ],
    ['waits-for-another', made(justEnded, { ...alone, ...waits(other) }), { wait: 'may-work' }],
    [
      'init-does-not-reap',
      made({}, { init: 'container', inContainer: inside }),
      { fix: 'works', collect: 'works', nudge: 'no-use' },
    ],
    [
      'init-does-not-reap',
      made({}, { init: 'container', childSignal: handles, runtime: 'node' }),
      { fix: 'works', nudge: 'no-use' },
    ],
    [
      'init-does-not-reap',
      made({}, { ...person(1, 'init'), init: 'system' }),
      { collect: 'impossible', 'end-parent': 'impossible' },
    ],
    [
      'init-does-not-reap',
      made({}, { ...person(1, 'sleep'), init: 'container' }),
      { fix: 'works', collect: 'impossible', 'end-parent': 'impossible' },
    ],
    ['unclear', made({}, { childSignal: null }), { nudge: 'may-work' }],
    ['unclear', made({}, { calls: null }), { nudge: 'no-use' }],
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
      'the end passed it by, and it is asleep in poll(). waybar holds 1 more zombie.',
  );
  expect(certainty).toBe('likely');
  expect(evidence).toContain('SIGCHLD: default action, not blocked');
  expect(evidence).toContain('it ended with exit code 3');
  expect(evidence).toContain('a zombie for at least 12 min');
});

test('a young zombie among old ones is one of theirs', () => {
  expect(diagnose(made(justEnded)).cause).toBe('never-waits');
});

test('a second look is worth while only where the age decides', () => {
  const unseen = { age: { least: 0, most: 3_600_000, seen: false } };
  expect(diagnose(made(unseen, alone)).cause).toBe('never-waits');
  expect(mayBeYoung(made(unseen, alone))).toBe(true);
  expect(mayBeYoung(made({ age: { ...unseen.age, least: 1_000 } }, alone))).toBe(false);
  expect(mayBeYoung(made(unseen, { ...alone, state: 'T' }))).toBe(false);
  expect(mayBeYoung(made(unseen, { ...alone, ...waits(other) }))).toBe(false);
});

test('how sure it is follows from what may be seen', () => {
  const certainty = (ofParent: Partial<ParentFacts>) => diagnose(made({}, ofParent)).certainty;
  expect(certainty({ ...waits(other), threads: 1 })).toBe('certain');
  expect(certainty({ ...waits(other), threads: 4 })).toBe('likely');
  expect(certainty({ state: 'D', stuck: true, threads: 4 })).toBe('likely');
  expect(certainty({ init: 'container', calls: null })).toBe('unclear');
  expect(diagnose(made({}, { calls: null })).evidence).toContain(
    'which call it is in: not permitted to look',
  );
});

test('says whom a wait is for', () => {
  const summary = (wait: Wait) => diagnose(made({}, { ...waits(wait), threads: 1 })).summary;
  expect(summary(other)).toContain('but not for this one: for playerctl (2290) and no other.');
  expect(summary({ whom: 'group', passes: 'another' })).toContain(
    'for a process group that this one is not in',
  );
  expect(summary({ whom: 'any', passes: 'not-ended' })).toContain('for children that stop or go on');
  expect(summary({ whom: null, passes: 'another' })).toContain('for another child and no other');
});

test('whether an adopter collects', () => {
  const one = (change: Partial<Adopter>) =>
    collects({
      ...adopter,
      ...person(900, 'supervisor'),
      office: 'subreaper',
      childSignal: quiet,
      collectedOthers: false,
      ...change,
    });
  expect(collects(adopter)).toBe(true);
  expect(one({})).toBe(false);
  expect(one({ collectedOthers: true })).toBe(null);
  expect(one({ calls: null })).toBe(null);
  expect(one({ childSignal: handles, collectedOthers: true })).toBe(true);
  expect(one({ childSignal: handles })).toBe(null);
  expect(one({ childSignal: { ...quiet, disposition: 'ignored' } })).toBe(true);
  expect(one(waits({ whom: 'any', passes: null }))).toBe(true);
  expect(one({ ...waits({ whom: 'any', passes: null }), state: 'T' })).toBe(false);
  expect(one({ name: 'tini', childSignal: { ...quiet, blocked: true } })).toBe(true);
  expect(one({ runtime: 'node', childSignal: handles, collectedOthers: true })).toBe(false);
  expect(one({ runtime: 'go', childSignal: handles, collectedOthers: true })).toBe(null);
  // Whatever it seems to be: who leaves them for seconds does not collect.
  const good = { childSignal: handles, collectedOthers: true };
  expect(one({ ...good, zombies: 2, leftFor: 6_000 })).toBe(false);
  expect(one({ ...good, zombies: 2, leftFor: 2_000 })).toBe(null);
  expect(one({ ...good, zombies: 2, leftFor: 200 })).toBe(true);
  // That of the system is at most slow.
  expect(collects({ ...adopter, zombies: 2, leftFor: 6_000 })).toBe(null);
  expect(collects({ ...adopter, zombies: 2, leftFor: 2_000 })).toBe(true);
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
  const container = made({}, { init: 'container', inContainer: inside });
  expect(said(container, 'end-parent')?.cost).toBe('2 more processes of it end with it');
  expect(said(made(), 'end-parent')?.says).toBe(
    'systemd (1) adopts its children and collects the dead among them',
  );
  const idler: Adopter = { ...adopter, ...person(7, 'sleep'), office: 'container' };
  const idle = made({}, { adopter: { ...idler, zombies: 3, leftFor: 9_000 } });
  expect(said(idle, 'end-parent')).toMatchObject({
    outlook: 'no-use',
    says: 'would not help: sleep (7) would adopt its children, and already leaves 3 zombies uncollected',
  });
  expect(said(made({}, { adopter: null }), 'end-parent')?.outlook).toBe('may-work');
  expect(said(made({}, { ...person(1, 'sleep'), init: 'container' }), 'nudge')?.says).toBe(
    'Reaptree does nothing to process 1 of the container that it runs in',
  );
});

test('what a process calls itself cannot steer the terminal', () => {
  expect(diagnose(made({}, { name: '\u001b[2J' })).summary).toContain('^[[2J (2210)');
});
