import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inTreeOrder } from './forest.ts';
import { writeJson } from './json.ts';
import { writeNdjson } from './ndjson.ts';
import { readSnapshot, SNAPSHOT_LIMITS } from './read.ts';
import { anySnapshot, aProcess, aSnapshot, hostileSnapshot } from './testing.ts';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/snapshot.schema.json'), 'utf8'));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

const text = (chunks: Iterable<string>): string => [...chunks].join('');
const read = (value: unknown) => readSnapshot(JSON.stringify(value));
const refusal = (value: unknown): string => {
  const answer = read(value);
  if (answer.ok) throw new Error('It was accepted.');
  expect(answer.error.code).toBe('invalid');
  return answer.error.message;
};

describe('export, import, export', () => {
  it('is the identity as JSON, fields of a later version included', () => {
    fc.assert(
      fc.property(anySnapshot, (snapshot) => {
        const first = text(writeJson(snapshot));
        const opened = readSnapshot(first);
        expect(opened).toEqual({ ok: true, value: snapshot });
        if (opened.ok) expect(text(writeJson(opened.value))).toBe(first);
      }),
    );
  });

  it('is the identity as lines of JSON', () => {
    fc.assert(
      fc.property(anySnapshot, (snapshot) => {
        const first = text(writeNdjson(snapshot));
        const opened = readSnapshot(first);
        expect(opened).toEqual({ ok: true, value: snapshot });
        if (opened.ok) expect(text(writeNdjson(opened.value))).toBe(first);
      }),
    );
  });

  it('keeps a field that is named as what objects are made of', () => {
    const written = text(writeJson(aSnapshot([aProcess(7)]))).replace(
      '"pid":7',
      '"pid":7,"__proto__":{"a":1}',
    );
    const opened = readSnapshot(written);
    expect(opened.ok && text(writeJson(opened.value))).toBe(written);
  });
});

describe('the published schema', () => {
  it('accepts whatever we write', () => {
    fc.assert(
      fc.property(anySnapshot, (snapshot) => {
        validate(JSON.parse(text(writeJson(snapshot))));
        expect(validate.errors).toBeNull();
      }),
    );
  });

  /** One wrong value in one place. */
  const mutated = fc
    .tuple(
      fc.constantFrom<readonly string[]>(
        ...Object.keys(schema.properties).map((name) => [name]),
        ...Object.keys(schema.properties.host.properties).map((name) => ['host', name]),
        ...Object.keys(schema.properties.processes.items.properties).map((name) => ['processes', '0', name]),
      ),
      fc.oneof(
        fc.jsonValue({ maxDepth: 1 }),
        fc.constantFrom(
          null,
          -1,
          0.5,
          1e300,
          '',
          '2026-11-20',
          '7@70',
          '0@0',
          'SIG',
          ['zombie', 'zombie'],
          [7],
        ),
        fc.constantFrom({ code: 3 }, { code: 'x' }, { signal: 'SIGKILL' }, { code: 1, signal: 'SIGINT' }, {}),
      ),
    )
    .map(([path, wrong]) => {
      const snapshot = JSON.parse(JSON.stringify(aSnapshot([aProcess(7)])));
      const parent = path.slice(0, -1).reduce((at, name) => at[name], snapshot);
      parent[path.at(-1) as string] = JSON.parse(JSON.stringify(wrong));
      return snapshot;
    });

  it('and the reader agree on what is one', () => {
    fc.assert(
      fc.property(mutated, (snapshot) => {
        const opened = read(snapshot);
        // What no schema can say: that a key is that of its pid, that parents make no circle, that a day exists.
        if (!opened.ok && /its pid is|circle|a time such as/.test(opened.error.message)) return;
        expect([validate(snapshot), snapshot]).toEqual([opened.ok, snapshot]);
      }),
      { numRuns: 2_000 },
    );
  });
});

it('takes what an older version did not write for not told', () => {
  const { flags: _flags, cgroup: _cgroup, marks: _marks, command: _command, ...older } = aProcess(7);
  const opened = read({ ...aSnapshot([]), processes: [older] });
  expect(opened.ok && opened.value.processes[0]).toMatchObject({
    flags: null,
    cgroup: null,
    marks: [],
    command: '',
  });
});

describe('what is no snapshot is refused in plain words', () => {
  const sound = aSnapshot([aProcess(1, { ppid: 0 }), aProcess(7)]);
  const broken = (change: Record<string, unknown>) => ({ ...sound, ...change });
  const withProcess = (change: Record<string, unknown>) =>
    broken({ processes: [{ ...aProcess(7), ...change }] });

  it.each([
    ['another format', broken({ format: 'other' }), 'not a Reaptree snapshot'],
    ['a list', [], 'not a Reaptree snapshot'],
    ['a number', 7, 'not a Reaptree snapshot'],
    ['a later version', broken({ version: 2 }), 'version 2 of the format; this Reaptree reads version 1'],
    ['no version', broken({ version: undefined }), 'version missing'],
    ['no host', broken({ host: null }), '“host” is not an object'],
    ['a host without a name', broken({ host: {} }), '“host.hostname” is missing'],
    ['no list', broken({ processes: {} }), '“processes” is not a list'],
    ['a number for a process', broken({ processes: [1] }), '“processes[0]” is not an object'],
    ['a text for a pid', withProcess({ pid: '7' }), '“processes[0].pid” is "7", not a pid'],
    ['a negative pid', withProcess({ pid: -7 }), 'not a pid'],
    ['half a pid', withProcess({ pid: 7.5 }), 'not a pid'],
    ['another pid in the key', withProcess({ key: '8@1' }), 'its pid is 7'],
    ['an unknown state', withProcess({ state: 'zombie' }), 'not a state letter'],
    ['a state of every object', withProcess({ state: 'toString' }), 'not a state letter'],
    ['an unknown mark', withProcess({ marks: ['undead'] }), 'not a list of marks'],
    ['no day', withProcess({ startedAt: '2026-13-41T00:00:00Z' }), 'not a time such as'],
    ['no exit', withProcess({ exit: { code: 'x' } }), 'not an exit status'],
    ['a pid twice', broken({ processes: [aProcess(7), aProcess(7)] }), 'The pid 7 is there twice'],
    ['its own parent', broken({ processes: [aProcess(7, { ppid: 7 })] }), 'go around in a circle'],
    [
      'a circle of parents',
      broken({
        processes: [
          aProcess(7, { ppid: 9 }),
          aProcess(8, { ppid: 7 }),
          aProcess(9, { ppid: 8 }),
          aProcess(10, { ppid: 9 }),
        ],
      }),
      'circle',
    ],
  ])('%s', (_what, value, message) => {
    expect(refusal(value)).toContain(message);
  });

  it('a circle that only missing start times allow is opened: the tree opens it', () => {
    const windows = [aProcess(7, { key: '7@0', ppid: 8 }), aProcess(8, { key: '8@0', ppid: 7 })];
    expect(read(aSnapshot(windows, { source: 'ps-list' })).ok).toBe(true);
  });

  it.each([
    ['', 'empty'],
    ['\u0000\u0001}', 'not JSON'],
    ['{"format"', 'cut short'],
    ['{"format": nonsense}', 'not JSON'],
    ['[[['.repeat(1_000_000), 'nested more than'],
    [`{"processes":[${'{},'.repeat(3_000_000)}{}]}`, 'more values than'],
    [`{${Array.from({ length: 2_000 }, (_, index) => `"k${index}":0`).join()}}`, 'more values than'],
    [`[${'0,'.repeat(26_000_000)}0]`, 'more values than'],
    [`{"a":${'{"a":'.repeat(100_000)}`, 'nested more than'],
  ])('no JSON: %.12s', (json, message) => {
    const answer = readSnapshot(json);
    expect(!answer.ok && answer.error.message).toContain(message);
  });

  it('one that was cut short anywhere', () => {
    for (const whole of [text(writeJson(hostileSnapshot())), text(writeNdjson(hostileSnapshot()))]) {
      for (let end = 0; end < whole.trimEnd().length; end += 97) {
        const answer = readSnapshot(whole.slice(0, end));
        expect(!answer.ok && answer.error.message).toMatch(
          /cut short|empty|not JSON|not a Reaptree snapshot/,
        );
      }
    }
  });

  it('more than there can be', () => {
    const many = Array.from({ length: SNAPSHOT_LIMITS.processes + 1 }, () => 0);
    expect(refusal(broken({ processes: many }))).toContain('250,000 are the most');
    const answer = readSnapshot(' '.repeat(SNAPSHOT_LIMITS.bytes + 1));
    expect(!answer.ok && answer.error.message).toContain('snapshots have 128 MB at most');
  });

  it('whatever bytes a file may hold, the answer is a value', () => {
    const sound = text(writeJson(hostileSnapshot()));
    fc.assert(
      fc.property(
        fc.nat({ max: sound.length }),
        fc.nat({ max: 40 }),
        fc.string({ unit: 'binary', maxLength: 8 }),
        (at, length, put) => {
          const answer = readSnapshot(sound.slice(0, at) + put + sound.slice(at + length));
          if (!answer.ok) expect(answer.error.message).toMatch(/\.$/);
        },
      ),
      { numRuns: 500 },
    );
  });
});

it.each([
  ['too deep', 100_000, (pid: number) => pid - 1, false],
  ['broad', SNAPSHOT_LIMITS.processes, (pid: number) => Math.floor(pid / 2), true],
  ['as deep as may be, the other way around', SNAPSHOT_LIMITS.generations, (pid: number) => pid + 1, true],
])('a tree that is %s is answered at once', (_what, count, ppid, accepted) => {
  const snapshot = aSnapshot(
    Array.from({ length: count }, (_, index) =>
      aProcess(index + 1, { key: `${index + 1}@1`, ppid: ppid(index + 1), command: '', startedAt: null }),
    ),
  );
  const opened = readSnapshot(text(writeNdjson(snapshot)));
  expect(opened.ok).toBe(accepted);
  if (opened.ok) expect([...inTreeOrder(opened.value.processes)]).toHaveLength(count);
});
