import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery, type QueryContext } from './query.ts';
import { madeUp } from './testing/made-up.ts';

const process = madeUp(4242, 17, {
  state: 'Z',
  name: 'weather.sh',
  command: '/bin/sh /home/li/My Scripts/weather.sh 127.0.0.1:6379',
  marks: ['zombie', 'lab'],
  cpuPercent: 7.5,
  rssBytes: 300 * 1024 * 1024,
  cpuTimeMs: 61_000,
  threads: 4,
  tty: 'pts/3',
  cgroup: '/system.slice/docker-0123456789ab0123456789ab0123456789ab0123456789ab0123456789abcdef.scope',
  startedAt: 0,
});

const context: QueryContext = {
  now: 5 * 60_000,
  uid: 1000,
  isUnder: (_process, pid) => pid === 17 || pid === 1,
  changesOf: () => ['zombie', 'grown'],
};

const finds = (text: string): boolean => {
  const query = parseQuery(text);
  if (!query.ok) throw new Error(query.error.message);
  return query.value.matches(process, context);
};

const errorOf = (text: string) => {
  const query = parseQuery(text);
  if (query.ok) throw new Error(`“${text}” is no error`);
  return { at: text.slice(query.error.from, query.error.to), message: query.error.message };
};

describe('what matches', () => {
  it.each([
    '',
    '   ',
    'weather',
    'WEATHER',
    'home/li',
    'li',
    '42',
    '4242',
    '"My Scripts"',
    '127.0.0.1:6379',
    'state:zombie',
    'state:Z',
    'STATE:Zombie',
    'mark:lab',
    'change:grown',
    'change:any',
    'user:li',
    'user:1000',
    'user:"li"',
    'pid:4242',
    'parent:17',
    'not mark:orphan',
    'not not mark:zombie',
    'weather mark:zombie not user:root',
    'not "not"',
    'cpu>5',
    'cpu>=7.5%',
    'not cpu<5',
    'mem>200M',
    'mem<1g',
    'MEM>=300mb',
    'age<10m',
    'age>=5min',
    'time>1m',
    'threads:4',
    'threads>3',
    'pid>4000',
    'user:me',
    'under:17',
    'under:1',
    'tty:pts/3',
    'container:0123',
    'cgroup:docker',
    'name:weather',
    'command:"My Scripts"',
    'firefox or weather',
    'weather and li',
    '(firefox or weather) mark:zombie',
    'firefox weather or mark:lab',
    'not (firefox or chrome)',
    'not not (weather)',
    '((weather))',
    'a=b or weather',
  ])('%s', (text) => expect(finds(text)).toBe(true));
});

describe('what does not match', () => {
  it.each([
    'change:started',
    'firefox',
    '242',
    'state:running',
    'state:t',
    'mark:orphan',
    'user:l',
    'pid:42',
    'parent:1',
    'not weather',
    'weather mark:orphan',
    '"not"',
    'cpu>8',
    'cpu<7.5',
    'mem>1G',
    'age<1m',
    'threads<4',
    'user:"me"',
    'under:18',
    'container:9',
    'weather (firefox or chrome)',
    'not (weather or firefox)',
    'mark:orphan or firefox weather',
    'a=b',
  ])('%s', (text) => expect(finds(text)).toBe(false));
});

describe('what is wrong, and where', () => {
  it.each([
    ['mark:zombie stat:zombie', 'stat:zombie', /no “stat:”/],
    ['state:zomby', 'state:zomby', /States are running/],
    ['mark:undead', 'mark:undead', /Marks are zombie/],
    ['state:', 'state:', /needs a value, such as state:zombie/],
    ['pid:abc', 'pid:abc', /needs a number/],
    ['parent:-1', 'parent:-1', /needs a number/],
    ['weather "My Scr', '"My Scr', /not closed/],
    ['user:"li', '"li', /not closed/],
    ['weather not', 'not', /needs a term after it/],
    ['weather or', 'or', /needs a term after it/],
    ['or weather', 'or', /needs a term before it/],
    ['weather or or firefox', 'or', /needs a term/],
    ['weather and', 'and', /needs a term after it/],
    ['(weather', '(', /not closed/],
    ['weather)', ')', /no “\(”/],
    ['weather ()', '(', /nothing in these/],
    ['not )', 'not', /needs a term after it/],
    ['cpu>fast', 'cpu>fast', /needs a value such as 5/],
    ['mem:200M', 'mem:200M', /compared, with < or >/],
    ['mem>200X', 'mem>200X', /needs a value such as 200M/],
    ['age<', 'age<', /needs a value, such as age<10m/],
    ['state>zombie', 'state>zombie', /no more and less/],
    ['foo>3', 'foo>3', /no “foo>”/],
    ['under:me', 'under:me', /needs a number/],
  ])('%s', (text, at, message) => {
    expect(errorOf(text)).toEqual({ at, message: expect.stringMatching(message) });
  });
});

it('says which columns its answer depends on', () => {
  const query = parseQuery('mark:zombie not state:R');
  expect(query.ok && [...query.value.reads].sort()).toEqual(['marks', 'state']);
});

it('says what else it depends on', () => {
  const query = parseQuery('age<10m or under:1 or cpu>5');
  expect(query.ok && [...query.value.needs].sort()).toEqual(['time', 'tree']);
});

it('finds nothing by what it is not told', () => {
  const found = (text: string) => {
    const query = parseQuery(text);
    return query.ok && query.value.matches(process);
  };
  expect(['age<10m', 'user:me', 'under:17'].map(found)).toEqual([false, false, false]);
});

it('answers to a thousand parentheses', () => {
  expect(errorOf(`${'('.repeat(1_000)}a`).message).toMatch(/too deep/);
});

it('says where its terms are, each with its “not”', () => {
  const text = 'weather  not  mark:zombie';
  const query = parseQuery(text);
  expect(query.ok && query.value.terms.map((term) => text.slice(term.from, term.to))).toEqual([
    'weather',
    'not  mark:zombie',
  ]);
});

it('answers to anything that can be typed, and never outside of the text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'not',
      'or',
      'and',
      '(',
      ')',
      'cpu>',
      'age<',
      '5m',
      'state:',
      'mark:',
      'pid:',
      '"',
      ':',
      ' ',
      '\t',
      'zombie',
      '42',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join('');
      const query = parseQuery(text);
      const spans = query.ok ? query.value.terms : [query.error];
      for (const { from, to } of spans) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(text.length);
      }
      if (query.ok) query.value.matches(process);
    }),
  );
});
