import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from './query/testing.ts';
import { FIELDS, parseQuery, type QueryContext } from './query.ts';
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
  wchan: 'do_exit',
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
    // Spaces where they can mean nothing else.
    'mem > 200M',
    'mem >200M',
    'mem> 200 M',
    'cpu > 5 %',
    'age < 10 m',
    'state : zombie',
    'state = "zombie" mark: lab',
    // Other ways to say the opposite, and how terms hang together.
    'state!=running',
    'not state != zombie',
    'tty != pts/4',
    '!firefox',
    '! firefox',
    '!!weather',
    '-firefox',
    '-mark:orphan',
    '-(firefox or chrome) weather',
    'firefox || weather',
    'firefox||weather',
    'firefox | weather',
    'weather && mark:lab',
    // A dash or an ampersand within a word is a part of it.
    'weather.sh',
    '"-firefox" or weather',
    // The names of ps(1) and proc(5).
    'ppid:17',
    'pgid:4242',
    'sid=4242',
    'uid:1000',
    'uid>=1000',
    'rss>200M',
    'vsz>1k',
    'comm:weather',
    'cmd:127',
    'stat:Z',
    'nlwp:4',
    'ni:0',
    'priority:20',
    'pri>=20',
    'wchan:exit',
    // One of several values.
    'pid:1,4242',
    'state:running,zombie',
    'mark:orphan,lab',
    'user:root,me',
    'parent:16,17',
    'pid!=1,2',
    // What stands for one process and no other.
    'pid:4242@4242',
    'key:4242@4242',
    'key:1@1,4242@4242',
    // Letters and numbers as they come.
    'state:z',
    'cpu>.5',
    'cpu>5.',
    'age<1h30m',
    'age<1d12h',
    'time>1m0.5s',
    'not cpu:0',
    'not mem=0',
    'user:"li" or user:"we\\"ird"',
    'command:"\\\\" or weather',
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
    'state!=zombie',
    'mark!=orphan,lab',
    '!weather',
    '-weather',
    '!(weather or firefox)',
    'weather -mark:lab',
    'weather && firefox',
    'firefox || chrome',
    // Two dashes begin an option, one of them alone stands for itself.
    '--watch',
    'weather - sh',
    'uid:0',
    'pid:1,2',
    'pid:4242@17',
    'key:4242@17',
    'wchan:pipe',
    'priority<0',
    'cpu:0',
    'age>1h30m',
    'user:"li,root"',
    'http://localhost',
  ])('%s', (text) => expect(finds(text)).toBe(false));

  it('finds by 0 what is shown as nothing', () => {
    const idle = madeUp(7, 1, { cpuPercent: 0.04, rssBytes: 0 });
    const found = ['cpu:0', 'mem:0', 'cpu:0 not virt=0'].map((text) => {
      const query = parseQuery(text);
      return query.ok && query.value.matches(idle);
    });
    expect(found).toEqual([true, true, true]);
  });
});

describe('what is wrong, and where', () => {
  it.each([
    ['mark:zombie statu:zombie', 'statu:', /no “statu:”. Did you mean state:\?/],
    ['paren:17', 'paren:', /Did you mean parent:\?/],
    ['memroy>5M', 'memroy>', /Did you mean memory>\?/],
    ['state:zomby', 'zomby', /Did you mean zombie\? States are running/],
    ['mark:undead', 'undead', /no mark “undead”. Marks are zombie/],
    ['mark:orphan,undead,lab', 'undead', /Marks are zombie/],
    ['pid:1,', '1,', /value missing/],
    ['state:', 'state:', /needs a value, such as state:zombie/],
    ['pid:abc', 'abc', /needs a number/],
    ['parent:-1', '-1', /needs a number/],
    ['key:42', '42', /a pid and a start/],
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
    ['cpu>fast', 'fast', /needs a value such as 5/],
    ['mem:200M', 'mem:', /compared, with < or >/],
    ['mem>200X', '200X', /needs a value such as 200M/],
    ['age<', 'age<', /needs a value, such as age<10m/],
    ['age<1h30', '1h30', /needs a value such as/],
    ['age<1h30x', '1h30x', /needs a value such as/],
    ['state>zombie', 'state>', /no more and less/],
    ['foo>3', 'foo>', /no “foo>”/],
    ['under:me', 'me', /needs a number/],
    ['mark: or weather', 'mark:', /needs a value/],
    ['cpu > mem > 5', 'cpu >', /needs a value/],
    ['weather !', '!', /needs a term after it, such as !mark:kernel/],
    ['weather ||', '||', /needs a term after it/],
    ['|| weather', '||', /needs a term before it/],
    ['weather > 5', '>', /needs a field before it/],
    ['weather <defunct>', '<', /needs a field before it/],
    ['weather != 5', '!=', /needs a field before it/],
  ])('%s', (text, at, message) => {
    expect(errorOf(text)).toEqual({ at, message: expect.stringMatching(message) });
  });
});

it('names every field where it knows none that is near', () => {
  for (const field of FIELDS) expect(errorOf('qqqq:1').message).toContain(field);
});

it('tells what could be read before a mistake, and whether more text may mend it', () => {
  const errorIn = (text: string) => {
    const query = parseQuery(text);
    return query.ok ? null : query.error;
  };
  expect(errorIn('weather mark:lab state:zomby')?.terms.map(({ value }) => value)).toEqual([
    'weather',
    'lab',
  ]);
  const unfinished = ['state:', 'mark:lab,', '"My', 'user:"li', 'a not', 'a or', 'a &&', '(a', '(', 'a !'];
  expect(unfinished.map((text) => errorIn(text)?.unfinished)).toEqual(unfinished.map(() => true));
  const wrong = ['state:zomby', 'foo:1', 'or a', 'a)', 'a or or b', 'mark: or a', '()', 'cpu>x', 'mark:,lab'];
  expect(wrong.map((text) => errorIn(text)?.unfinished)).toEqual(wrong.map(() => false));
});

describe('whoever asks', () => {
  const asking = (text: string): boolean => {
    const query = parseQuery(text);
    const own = madeUp(9, 1, { name: 'node', command: `node cli --query ${text}`, marks: ['own'] });
    return query.ok && query.value.matches(own, { ...context, isAsking: () => true });
  };

  it('is not found by the words of the question', () => {
    const texts = ['nosuch', 'node', 'command:nosuch', 'cmd:node', 'nosuch or 8', 'mark!=own node'];
    expect(texts.map(asking)).toEqual(texts.map(() => false));
  });

  it('is found by what it is, and by words too where it is named', () => {
    const texts = [
      'user:li',
      'not nosuch',
      'name:node',
      'mark:own',
      'mark:own node',
      'pid:9 node',
      'key:9@9 cli',
    ];
    expect(texts.map(asking)).toEqual(texts.map(() => true));
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
  fc.assert(
    fc.property(anyText, (text) => {
      const query = parseQuery(text);
      const spans = query.ok ? query.value.terms : [query.error, ...query.error.terms];
      for (const { from, to } of spans) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(text.length);
      }
      if (query.ok) query.value.matches(process, context);
    }),
  );
});

it('means the same whatever is put around it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const query = parseQuery(text);
      if (!query.ok || query.value.terms.length === 0) return;
      const found = finds(text);
      expect(finds(`(${text})`)).toBe(found);
      expect(finds(`not (${text})`)).toBe(!found);
      expect(finds(`!(${text}) || firefox`)).toBe(!found);
      expect(finds(`  ${text}  `)).toBe(found);
    }),
  );
});

it('comes to an end with any text, however long', () => {
  const long = ['mem '.repeat(30_000), 'mem > '.repeat(30_000), '"'.repeat(30_001), '\\"'.repeat(30_000)];
  for (const text of [
    ...long,
    `"${'\\'.repeat(60_000)}`,
    '! - '.repeat(30_000),
    `age<${'1h'.repeat(30_000)}`,
  ]) {
    parseQuery(text);
  }
});
