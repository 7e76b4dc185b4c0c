import { execFileSync, spawnSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import DOMPurify from 'dompurify';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endAll, startAndHear } from '../../engine/testing/real-processes.ts';
import { FILE_COLUMNS } from './file-columns.ts';
import { FORMAT_NAMES, FORMATS, type FormatName, formatOfFile } from './formats.ts';
import { writePstree } from './pstree.ts';
import type { Snapshot } from './snapshot.ts';
import { anySnapshot, aProcess, aSnapshot, HOSTILE_NAMES, hostileSnapshot } from './testing.ts';

afterEach(endAll);

const write = (format: FormatName, snapshot: Snapshot): string =>
  [...FORMATS[format].write(snapshot)].join('');
const has = (command: string, ...words: string[]): boolean => spawnSync(command, words).error === undefined;

/** A chain as deep as no machine has, and a broad one. */
const deep = aSnapshot(
  Array.from({ length: 4_000 }, (_, index) =>
    aProcess(index + 1, { ppid: index % 3 === 2 ? index - 1 : index }),
  ),
);

it.each(FORMAT_NAMES)('%s: takes any snapshot, however deep', (format) => {
  expect(write(format, deep).length).toBeGreaterThan(4_000);
  expect(write(format, aSnapshot([]))).toMatch(/\S|^$/);
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      write(format, snapshot);
    }),
    { numRuns: 30 },
  );
});

describe('csv', () => {
  const rows = (snapshot: Snapshot): string[][] => parse(write('csv', snapshot), { bom: true });

  it('has a column for each field, and every value comes back', () => {
    fc.assert(
      fc.property(anySnapshot, (snapshot) => {
        const [heading, ...read] = rows(snapshot);
        expect(heading).toEqual(Object.keys(aProcess(1)));
        expect(read).toEqual(
          snapshot.processes.map((process) =>
            FILE_COLUMNS.map((column) => {
              // Half a surrogate pair has no UTF-8.
              const value = Buffer.from(String(column.read(process) ?? '')).toString();
              return column.kind === 'text' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
            }),
          ),
        );
      }),
    );
  });

  it('lets no field begin as a formula, and ends its lines as RFC 4180 asks', () => {
    const written = write('csv', hostileSnapshot());
    for (const row of rows(hostileSnapshot()).slice(1)) {
      for (const [index, column] of FILE_COLUMNS.entries()) {
        if (column.kind === 'text') expect(row[index]).not.toMatch(/^[=+\-@\t\r]/);
      }
    }
    expect(written.replace(/"(?:[^"]|"")*"/g, '').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});

describe.skipIf(process.platform !== 'linux')('ps', () => {
  it('has the heading and the widths of ps -l', () => {
    const real = execFileSync('ps', ['-l', '-p', '1'], { encoding: 'utf8' }).split('\n');
    const [heading, line] = write(
      'ps',
      aSnapshot([aProcess(1, { ppid: 0, uid: 0, name: 'init', tty: null })]),
    ).split('\n');
    expect(heading?.split(/\s+/)).toEqual(real[0]?.split(/\s+/));
    // Where procps is built for short pids, its pid columns are two characters narrower.
    const narrow = (text = ''): string => text.replace(/(\s)\s\s(\s*\S+)(?=\s)/, '$1$2');
    expect(line).toMatch(/^0 S {5}0 {7}1 {7}0 {2}0 {2}80 {3}0 - {5}1024 do_wai \? {8}00:00:00 init$/);
    expect(narrow(heading)).toContain('F S');
  });

  it('says that a zombie is defunct', () => {
    expect(write('ps', aSnapshot([aProcess(9, { state: 'Z' })]))).toContain('sleep <defunct>');
  });
});

describe('pstree', () => {
  const family = aSnapshot([
    aProcess(1, { ppid: 0, name: 'init' }),
    aProcess(2, { ppid: 1, name: 'bash' }),
    aProcess(3, { ppid: 2, name: 'make' }),
    aProcess(4, { ppid: 2, name: 'cc', state: 'Z' }),
    aProcess(5, { ppid: 1, name: 'sshd' }),
    aProcess(9, { ppid: 8, name: 'lost' }),
  ]);

  it('draws as pstree does', () => {
    expect(write('pstree', family)).toBe(
      [
        'init(1)─┬─bash(2)─┬─make(3)',
        '        │         └─cc(4)<defunct>',
        '        └─sshd(5)',
        'lost(9)',
        '',
      ].join('\n'),
    );
    expect([...writePstree(family, { ascii: true })].join('')).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it.skipIf(!has('pstree', '-V'))('as the real one, on real processes', async () => {
    const { child } = await startAndHear(
      'bash',
      '-c',
      '(sleep 61 & sleep 62 & echo >&2; wait) & (exec sleep 63) & sleep 0.2; echo set; wait',
    );
    const told = execFileSync('ps', ['-o', 'pid=,ppid=,comm=', '-g', String(child.pid)], {
      encoding: 'utf8',
    });
    const rows = [...told.matchAll(/^ *(\d+) +(\d+) (\S+)$/gm)].map(([, pid, ppid, name]) =>
      aProcess(Number(pid), { ppid: Number(ppid), name: name ?? '' }),
    );
    const real = execFileSync('pstree', ['-p', '-A', '-T', String(child.pid)], { encoding: 'utf8' });
    expect(rows.length).toBeGreaterThan(3);
    expect([...writePstree(aSnapshot(rows), { ascii: true })].join('')).toBe(real);
  });
});

describe('mermaid', () => {
  let parseFlowchart: (text: string) => Promise<unknown>;
  beforeAll(async () => {
    // It asks for a document only to clean labels, which the parser leaves to the page that draws them.
    Object.assign(DOMPurify, { sanitize: (text: string) => text, addHook: () => {} });
    const { default: mermaid } = await import('mermaid');
    parseFlowchart = (text) => mermaid.parse(text);
  });

  it('is what its own parser takes, whatever the names are', async () => {
    expect(await parseFlowchart(write('mermaid', hostileSnapshot()))).toMatchObject({
      diagramType: 'flowchart-v2',
    });
    expect(await parseFlowchart(write('mermaid', aSnapshot([])))).toBeTruthy();
    await fc.assert(
      fc.asyncProperty(anySnapshot, async (snapshot) => {
        await parseFlowchart(write('mermaid', snapshot));
      }),
      { numRuns: 50 },
    );
  });

  it('has a node a process and an edge a child', () => {
    const lines = write('mermaid', hostileSnapshot()).split('\n');
    expect(lines.filter((line) => line.includes('["'))).toHaveLength(HOSTILE_NAMES.length + 1);
    expect(lines.filter((line) => line.includes(' --> '))).toHaveLength(HOSTILE_NAMES.length);
    expect(lines.filter((line) => line.includes(':::zombie')).length).toBeGreaterThan(0);
  });
});

describe('dot', () => {
  it.skipIf(!has('dot', '-V'))('is drawn by Graphviz, a node a process and an edge a child', () => {
    const drawn = execFileSync('dot', ['-Tplain'], {
      input: write('dot', hostileSnapshot()),
      encoding: 'utf8',
    });
    expect(drawn.match(/^node /gm)).toHaveLength(HOSTILE_NAMES.length + 1);
    expect(drawn.match(/^edge /gm)).toHaveLength(HOSTILE_NAMES.length);
  });
});

describe('svg', () => {
  it.skipIf(!has('python3', '--version'))('is well-formed XML without a script', () => {
    const check =
      'import sys,xml.dom.minidom as m;d=m.parse(sys.stdin.buffer);print(len(d.getElementsByTagName("circle")),len(d.getElementsByTagName("script")),[a for e in d.getElementsByTagName("*") for a in e.attributes.keys() if a.startswith("on") or "href" in a])';
    const told = execFileSync('python3', ['-c', check], {
      input: write('svg', hostileSnapshot()),
      encoding: 'utf8',
    });
    expect(told.trim()).toBe(`${HOSTILE_NAMES.length + 1} 0 []`);
  });
});

it('knows a format by the name of the file', () => {
  expect(['a.json', 'b.NDJSON', 'c.csv', 'd.gv', 'e.txt', 'f', 'g.reaptree'].map(formatOfFile)).toEqual([
    'json',
    'ndjson',
    'csv',
    'dot',
    null,
    null,
    'json',
  ]);
});
