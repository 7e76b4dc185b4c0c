import { describe, expect, test } from 'vitest';
import { Observer } from './observe.ts';
import { keyOf } from './process.ts';
import type { RawProcess, Reading } from './reading.ts';

const raw = (pid: number, ppid: number, more: Partial<RawProcess> = {}): RawProcess => ({
  key: keyOf(pid, pid * 10),
  pid,
  ppid,
  pgid: pid,
  sid: pid,
  uid: 0,
  user: 'root',
  state: 'S',
  name: `p${pid}`,
  command: `/bin/p${pid}`,
  startedAt: null,
  tty: null,
  hasTty: true,
  nice: 0,
  priority: 20,
  threads: 1,
  wchan: null,
  cpuTimeMs: 0,
  rssBytes: 0,
  vszBytes: 0,
  flags: 0,
  kernelThread: false,
  image: 1,
  exit: null,
  cgroup: null,
  nspid: null,
  ioReadBytes: null,
  ioWriteBytes: null,
  ...more,
});

/** Readings a second apart. */
function observing() {
  const observer = new Observer();
  let second = 0;
  const read = (changed: RawProcess[], gone: string[] = [], complete = true) => {
    second++;
    const reading: Reading = {
      takenAt: second * 1_000,
      monotonicMs: second * 1_000,
      changed,
      gone: gone as Reading['gone'],
      complete,
    };
    return observer.observe(reading);
  };
  return { observer, read };
}

describe('rates', () => {
  test('are unknown at first sight, then taken over the interval, then nothing', () => {
    const { read } = observing();
    expect(read([raw(5, 1)]).added[0]?.cpuPercent).toBeNull();
    expect(read([raw(5, 1, { cpuTimeMs: 300 })]).changed).toEqual([
      ['5@50', { cpuPercent: 30, cpuTimeMs: 300 }],
    ]);
    expect(read([]).changed).toEqual([['5@50', { cpuPercent: 0 }]]);
    expect(read([]).changed).toEqual([]);
  });

  test('a look in between neither takes a rate nor loses what it saw', () => {
    const { read } = observing();
    read([raw(5, 1)]);
    read([]);
    expect(read([raw(5, 1, { cpuTimeMs: 100 })], [], false).changed).toEqual([['5@50', { cpuTimeMs: 100 }]]);
    // Two seconds since the last complete one.
    expect(read([]).changed).toEqual([['5@50', { cpuPercent: 5 }]]);
  });

  test('a reused pid inherits nothing', () => {
    const { observer, read } = observing();
    read([raw(5, 1, { cpuTimeMs: 9_000 })]);
    const { added, removed } = read([raw(5, 1, { key: '5@99', cpuTimeMs: 10 })], ['5@50']);
    expect(removed).toEqual(['5@50']);
    expect(added[0]).toMatchObject({ key: '5@99', cpuPercent: null });
    expect([...observer.rows.keys()]).toEqual(['5@99']);
  });
});

describe('what happened', () => {
  const kinds = (events: readonly { kind: string }[]) => events.map(({ kind }) => kind);

  test('nothing, as far as the first reading goes: the machine ran before', () => {
    const { read } = observing();
    expect(read([raw(1, 0), raw(5, 1), raw(6, 5, { state: 'Z', command: '' })]).events).toEqual([]);
  });

  test('started, stopped, continued, exec, zombie, reaped', () => {
    const { read } = observing();
    read([raw(1, 0)]);
    expect(read([raw(5, 1)]).events).toMatchObject([
      { kind: 'started', pid: 5, ppid: 1, parent: '1@10', command: '/bin/p5' },
    ]);
    expect(kinds(read([raw(5, 1, { state: 'T' })]).events)).toEqual(['stopped']);
    expect(kinds(read([raw(5, 1)]).events)).toEqual(['continued']);
    expect(read([raw(5, 1, { image: 2, command: 'new' })]).events).toMatchObject([
      { kind: 'exec', command: 'new' },
    ]);
    const { events, changed } = read([raw(5, 1, { state: 'Z', command: '', image: 0, exit: { code: 3 } })]);
    expect(events).toMatchObject([{ kind: 'zombie', exit: { code: 3 } }]);
    expect(changed[0]?.[1]).toMatchObject({ commandRemembered: true, marks: ['zombie'] });
    expect(changed[0]?.[1]).not.toHaveProperty('command');
    expect(read([], ['5@50']).events).toMatchObject([
      { kind: 'reaped', by: 1, reaper: '1@10', exit: { code: 3 } },
    ]);
  });

  test('a start is told with its fraction of a second, and never after the reading that shows its end', () => {
    const { observer, read } = observing();
    observer.startsLateMs = 700;
    read([]);
    const { events } = read([
      raw(5, 1, { startedAt: 1_100 }),
      raw(6, 1, { startedAt: 1_500, state: 'Z', command: '' }),
    ]);
    expect(events.map(({ kind, pid, at }) => [kind, pid, at])).toEqual([
      ['started', 5, 1_800],
      ['started', 6, 2_000],
      ['zombie', 6, 2_000],
    ]);
  });

  test('ended: gone without ever having been seen as a zombie', () => {
    const { read } = observing();
    read([raw(5, 1)]);
    expect(read([], ['5@50']).events).toMatchObject([{ kind: 'ended', exit: null }]);
  });

  test('reaped, also where the last look saw it being collected', () => {
    const { read } = observing();
    read([raw(5, 1)]);
    read([raw(5, 1, { state: 'Z', command: '' })]);
    read([raw(5, 1, { state: 'X', command: '' })]);
    expect(read([], ['5@50']).events).toMatchObject([{ kind: 'reaped', by: 1 }]);
  });

  test('reparented: the first parent is kept, through a second adoption too', () => {
    const { observer, read } = observing();
    read([raw(1, 0), raw(4, 1), raw(5, 4), raw(6, 5)]);
    const { events } = read([raw(6, 4)], ['5@50']);
    expect(events).toMatchObject([
      { kind: 'ended' },
      { kind: 'reparented', pid: 6, from: 5, formerParent: '5@50', to: 4, adopter: '4@40' },
    ]);
    expect(read([raw(6, 1)], ['4@40']).events.at(-1)).toMatchObject({
      formerParent: '4@40',
      adopter: '1@10',
    });
    expect(observer.rows.get('6@60')).toMatchObject({ marks: ['orphan'], originalParent: '5@50' });
  });
});

describe('who adopts', () => {
  const service = { hasTty: false } as const;

  test('a child of init without a terminal, in a session of its own, is a daemon', () => {
    const { observer, read } = observing();
    read([raw(1, 0), raw(5, 1, service), raw(6, 1, { ...service, sid: 5 }), raw(7, 1, { hasTty: true })]);
    expect(observer.rows.get('5@50')?.marks).toEqual(['daemon']);
    // In a session that is led by another living process, and on a terminal.
    expect(observer.rows.get('6@60')?.marks).toEqual([]);
    expect(observer.rows.get('7@70')?.marks).toEqual([]);
    read([], ['5@50']);
    expect(observer.rows.get('6@60')?.marks).toEqual(['daemon']);
  });

  test('a subreaper is known by what it was seen to do, and then for its earlier children too', () => {
    const { observer, read } = observing();
    read([raw(1, 0), raw(4, 1), raw(5, 4), raw(6, 5, service), raw(7, 4, service)]);
    expect(observer.rows.get('7@70')?.marks).toEqual([]);
    read([raw(6, 4, service)], ['5@50']);
    expect(observer.rows.get('6@60')?.marks).toEqual(['orphan', 'daemon']);
    expect(observer.rows.get('7@70')?.marks).toEqual(['daemon']);
  });
});

describe('what is ours', () => {
  test('the app and its descendants are own, those of the helper are the lab, for good', () => {
    const { observer, read } = observing();
    read([raw(1, 0), raw(4, 1), raw(5, 4), raw(6, 5), raw(7, 6)]);
    observer.roots = { own: 4, lab: 5 };
    read([]);
    const marks = () => [4, 5, 6, 7].map((pid) => observer.rows.get(keyOf(pid, pid * 10))?.marks);
    expect(marks()).toEqual([['own'], ['own'], ['lab'], ['lab']]);
    // The helper was killed, and init has its children now.
    observer.roots = { own: 4, lab: null };
    read([raw(6, 1)], ['5@50']);
    expect(observer.rows.get('6@60')?.marks).toContain('lab');
    expect(observer.rows.get('7@70')?.marks).toContain('lab');
  });

  test('a ring of parents ends the search', () => {
    const { observer, read } = observing();
    observer.roots = { own: 99, lab: null };
    read([raw(5, 6), raw(6, 5)]);
    expect(observer.rows.get('5@50')?.marks).toEqual([]);
  });
});

describe('what the kernel tells', () => {
  test('a life that no reading saw', () => {
    const { observer, read } = observing();
    read([raw(1, 0), raw(5, 1)]);
    observer.listening = true;
    const told = observer.hear([
      { kind: 'fork', at: 1_100, pid: 8, ppid: 5, start: 80 },
      { kind: 'exec', at: 1_101, pid: 8, name: 'ls', command: 'ls -l /tmp' },
      { kind: 'fork', at: 1_101, pid: 9, ppid: 8, start: 90 },
      { kind: 'exit', at: 1_102, pid: 8, exit: { code: 2 } },
    ]);
    const born = { kind: 'started', at: 1_100, key: '8@80', pid: 8, ppid: 5, parent: '5@50' };
    expect(told).toEqual([
      // A fork is a copy, up to its arguments.
      { ...born, name: 'p5', command: '/bin/p5' },
      { kind: 'exec', at: 1_101, key: '8@80', pid: 8, name: 'ls', command: 'ls -l /tmp' },
      {
        ...born,
        at: 1_101,
        key: '9@90',
        pid: 9,
        ppid: 8,
        parent: '8@80',
        name: 'ls',
        command: 'ls -l /tmp',
      },
    ]);
    // Only now it is known that nothing of it remains.
    expect(read([]).events).toEqual([
      { at: 1_102, key: '8@80', pid: 8, name: 'ls', kind: 'ended', exit: { code: 2 } },
    ]);
    expect(read([]).events).toEqual([]);
  });

  test('one that has gone before its arguments could be read is told by its name', () => {
    const { observer, read } = observing();
    read([raw(5, 1)]);
    observer.listening = true;
    expect(observer.hear([{ kind: 'exec', at: 1_101, pid: 5, name: 'ls', command: null }])).toMatchObject([
      { name: 'ls', command: 'ls' },
    ]);
    expect(observer.hear([{ kind: 'exec', at: 1_102, pid: 5, name: null, command: null }])).toMatchObject([
      { name: 'p5', command: '' },
    ]);
  });

  test('a short life that leaves a zombie is not told as collected', () => {
    const { observer, read } = observing();
    read([raw(1, 0), raw(5, 1)]);
    observer.listening = true;
    observer.hear([
      { kind: 'fork', at: 1_100, pid: 8, ppid: 5, start: 80 },
      { kind: 'exit', at: 1_102, pid: 8, exit: { code: 2 } },
    ]);
    const { events, added } = read([raw(8, 5, { state: 'Z', command: '', image: 0 })]);
    expect(events).toMatchObject([{ kind: 'zombie', pid: 8, exit: { code: 2 } }]);
    expect(added[0]).toMatchObject({ marks: ['zombie'], exit: { code: 2 } });
    expect(read([], ['8@80']).events).toMatchObject([{ kind: 'reaped', reaper: '5@50', exit: { code: 2 } }]);
  });

  test('a birth that a reading has shown already, before the kernel told of it', () => {
    const { observer, read } = observing();
    read([raw(1, 0), raw(5, 1)]);
    observer.listening = true;
    expect(read([raw(8, 5)]).events).toEqual([]);
    const told = observer.hear([
      { kind: 'fork', at: 1_100, pid: 8, ppid: 5, start: 80 },
      { kind: 'exit', at: 1_102, pid: 8, exit: { code: 2 } },
    ]);
    expect(told).toMatchObject([{ kind: 'started', key: '8@80' }]);
    // It is a zombie, and not gone.
    expect(read([raw(8, 5, { state: 'Z', command: '' })]).events).toMatchObject([
      { kind: 'zombie', exit: { code: 2 } },
    ]);
  });

  test('a pid that is given away again ends the life before it', () => {
    const { observer, read } = observing();
    read([raw(1, 0)]);
    observer.listening = true;
    const told = observer.hear([
      { kind: 'fork', at: 1_100, pid: 8, ppid: 1, start: 80 },
      { kind: 'exit', at: 1_102, pid: 8, exit: { code: 2 } },
      { kind: 'fork', at: 1_103, pid: 8, ppid: 1, start: 81 },
    ]);
    expect(told.map(({ kind, key }) => [kind, key])).toEqual([
      ['started', '8@80'],
      ['ended', '8@80'],
      ['started', '8@81'],
    ]);
  });

  test('a birth is told once, and an adoption before the first look is seen', () => {
    const { observer, read } = observing();
    read([raw(1, 0), raw(5, 1)]);
    observer.listening = true;
    observer.hear([{ kind: 'fork', at: 1_100, pid: 8, ppid: 5, start: 80 }]);
    observer.hear([{ kind: 'exit', at: 1_200, pid: 5, exit: { code: 0 } }]);
    const { events, added } = read([raw(8, 1)], ['5@50']);
    expect(events).toMatchObject([
      { kind: 'ended' },
      { kind: 'reparented', formerParent: '5@50', adopter: '1@10' },
    ]);
    expect(added[0]).toMatchObject({ marks: ['orphan'], originalParent: '5@50' });
  });

  test('how a process ended, where the reading was quicker, and that it ended, where it is never told', () => {
    const { observer, read } = observing();
    read([raw(1, 0), raw(5, 1), raw(6, 1)]);
    observer.listening = true;
    expect(read([], ['5@50', '6@60']).events).toEqual([]);
    expect(observer.hear([{ kind: 'exit', at: 1_990, pid: 5, exit: { code: 4 } }])).toMatchObject([
      { kind: 'ended', key: '5@50', at: 1_990, exit: { code: 4 } },
    ]);
    expect(read([], [], false).events).toEqual([]);
    expect(read([]).events).toMatchObject([{ kind: 'ended', key: '6@60', at: 2_000, exit: null }]);
    expect(read([]).events).toEqual([]);
  });

  test('how a process ended, where the reading does not show it', () => {
    const { observer, read } = observing();
    read([raw(1, 0), raw(5, 1), raw(6, 1)]);
    observer.listening = true;
    observer.hear([
      { kind: 'exit', at: 1_100, pid: 5, exit: { signal: 'SIGKILL' } },
      { kind: 'exit', at: 1_100, pid: 6, exit: { code: 4 } },
    ]);
    const { events } = read([raw(5, 1, { state: 'Z', command: '' })], ['6@60']);
    expect(events).toMatchObject([
      { kind: 'ended', pid: 6, exit: { code: 4 } },
      { kind: 'zombie', pid: 5, exit: { signal: 'SIGKILL' } },
    ]);
    expect(observer.rows.get('5@50')?.exit).toEqual({ signal: 'SIGKILL' });
  });
});
