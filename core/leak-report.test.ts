import { expect, test } from 'vitest';
import type { ParentFacts, ZombieCase } from './diagnosis-facts.ts';
import { leakReport } from './leak-report.ts';

const parent: ParentFacts = {
  key: '2210@1',
  pid: 2210,
  name: 'waybar',
  user: 'li',
  state: 'S',
  threads: 1,
  childSignal: { disposition: 'default', blocked: false, pending: false, read: false },
  calls: { first: 'poll', waits: [] },
  collectedOthers: false,
  leaderExited: false,
  stuck: false,
  vfork: null,
  wchan: null,
  tracer: null,
  init: null,
  runtime: null,
  linked: 'dynamically',
  leadsTerminal: false,
  adopter: null,
  zombies: {
    count: 2,
    first: [
      { key: '48213@2', pid: 48213, name: 'weather.sh' },
      { key: '48377@3', pid: 48377, name: 'weather.sh' },
    ],
  },
  children: { count: 0, first: [] },
  inContainer: { count: 0, first: [] },
  own: false,
};

const made = (change: Partial<ParentFacts>): ZombieCase & { parent: ParentFacts } => ({
  zombie: {
    key: '48213@2',
    pid: 48213,
    name: 'weather.sh',
    exit: { code: 3 },
    threads: 1,
    tellsByChildSignal: true,
    tracer: null,
    adopted: false,
    age: { least: 720_000, most: 722_000, seen: false },
  },
  parent: { ...parent, ...change },
  means: { readOnly: false, debuggers: [], trace: 'permitted', signal: true },
});

test('says what was found, on what evidence, and how it is mended in every language', () => {
  const text = leakReport(made({}));
  expect(text).toMatch(/^waybar does not collect 2 children that have ended\n/);
  expect(text).toContain('- SIGCHLD: default action, not blocked');
  expect(text).toContain('- 2 zombies: weather.sh');
  expect(text).toContain('pid 48213, exit 3');
  for (const title of ['C', 'Python', 'Node', 'Go', 'shell', 'Docker'])
    expect(text).toContain(`\n${title}:\n`);
});

test('where the language is known, only that one', () => {
  const text = leakReport(made({ runtime: 'python' }));
  expect(text).toContain('\nPython:\n');
  expect(text).not.toContain('\nGo:\n');
  const go = leakReport(made({ runtime: 'go' }));
  expect(go).toContain('\nGo:\n');
  expect(go).not.toContain('\nPython:\n');
});

test('for a container, its init', () => {
  const text = leakReport(made({ init: 'container' }));
  expect(text).toContain('docker run --init');
  expect(text).not.toContain('\nC:\n');
});
