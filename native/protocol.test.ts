import { execFileSync, spawn } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { builtProgram, builtWithSanitizers } from './binary.ts';
import { isGone, kernelView, until } from './kernel.ts';
import { pidOf, RawHelper, type RawLine } from './raw-helper.ts';

const program = builtProgram();
let helpers: RawHelper[] = [];

function helperOf(path = program, args: readonly string[] = ['lab']): RawHelper {
  const helper = new RawHelper(path, args);
  helpers.push(helper);
  return helper;
}

afterEach(async () => {
  await Promise.all(helpers.map((helper) => helper.stop()));
  helpers = [];
});

describe('the first line', () => {
  it('says who the helper is, below its keeper', async () => {
    const helper = helperOf();
    const hello = await helper.line((line) => line.event === 'hello');
    const pid = Number(hello.pid);
    expect(kernelView(pid)?.ppid).toBe(helper.pid);
    expect(hello).toEqual({
      event: 'hello',
      protocol: 1,
      pid,
      start: kernelView(pid)?.start,
      subreaper: process.platform === 'linux',
    });
  });

  it('does not come without a lifeline', () => {
    const run = (): unknown => execFileSync(program, ['lab'], { stdio: ['pipe', 'pipe', 'pipe'] });
    expect(run).toThrow(/descriptor 3 must be the lifeline/);
  });
});

describe('the deaths of children', () => {
  const deathsTold = async (helper: RawHelper, count: number): Promise<unknown[]> => {
    const parent = await helper.parent();
    await helper.ask(`fork parent=${parent} count=${count} after=10 code=9`);
    const ended = (): RawLine[] => helper.lines.filter((line) => line.event === 'ended');
    await until('every death is told', () => ended().length === count);
    return ended().map((line) => line.exit);
  };

  it('are told where there are not enough descriptors to watch them by', async () => {
    const helper = helperOf('sh', ['-c', 'ulimit -n 30; exec "$0" lab', program]);
    expect(await deathsTold(helper, 200)).toEqual(Array(200).fill({ code: 9 }));
  });

  it.skipIf(process.getuid?.() !== 0)('are told to an ordinary user with their exit status', async () => {
    const asNobody = ['--reuid', '65534', '--regid', '65534', '--clear-groups', program, 'lab'];
    const helper = helperOf('setpriv', asNobody);
    expect(await deathsTold(helper, 20)).toEqual(Array(20).fill({ code: 9 }));
  });
});

describe('names', () => {
  it('say in ps what each process is', async () => {
    const helper = helperOf();
    const parent = await helper.parent();
    const [child = ''] = await helper.fork(parent, 'after=2500');
    const { pid } = await helper.line((line) => line.event === 'hello');
    const pids = [helper.pid, Number(pid), pidOf(parent), pidOf(child)];
    const ps = (): string => execFileSync('ps', ['-o', 'comm=,args=', '-p', pids.join(',')]).toString();
    await until('the child has its name', () => ps().includes('2.5 s'));
    expect(
      ps()
        .split('\n')
        .map((line) => line.trim().replace(/ +/g, ' ')),
    ).toEqual([
      'reaptree-keeper reaptree-keeper',
      'reaptree-helper reaptree-helper',
      'reaptree-parent reaptree-parent',
      'reaptree-child reaptree-child sleep 2.5 s',
      '',
    ]);
  });
});

describe('a bad line', () => {
  it.each([
    ['', null],
    ['   ', { reply: 0 }],
    ['ping', { reply: 0 }],
    ['-1 ping', { reply: 0 }],
    ['1x ping', { reply: 0 }],
    ['9999999999999999 ping', { reply: 0 }],
    ['7', { reply: 7 }],
    ['7 ', { reply: 7 }],
    ['7 dance', { reply: 7 }],
    ['7 ping now', { reply: 7 }],
    ['7 ping count=1', { reply: 7 }],
    ['7 fork', { reply: 7 }],
    ['7 fork parent=1', { reply: 7 }],
    ['7 fork parent=0@1', { reply: 7 }],
    ['7 fork parent=-5@1', { reply: 7 }],
    ['7 fork parent=99999999999@1', { reply: 7 }],
    ['7 fork parent=1@99999999999999999999', { reply: 7 }],
    ['7 fork parent=1@1 parent=1@1', { reply: 7 }],
    ['7 fork parent=1@1 count=0', { reply: 7 }],
    ['7 fork parent=1@1 count=10001', { reply: 7 }],
    ['7 fork parent=1@1 count=1e3', { reply: 7 }],
    ['7 fork parent=1@1 code=256', { reply: 7 }],
    ['7 fork parent=1@1 after=3600001', { reply: 7 }],
    ['7 fork parent=1@1 =', { reply: 7 }],
    ['7 waitpid parent=1@1', { reply: 7 }],
    ['7 waitpid parent=1@1 child=all', { reply: 7 }],
    ['7 waitpid parent=1@1 child=any nohang=2', { reply: 7 }],
    ['7 kill process=1@1 signal=SIGNOTHING', { reply: 7 }],
    ['7 kill process=1@1 signal=9', { reply: 7 }],
    ['7 pi\0ng', { reply: 7 }],
    ['\xff\xfe\x01', { reply: 0 }],
  ])('%j is answered and does no harm', async (line, expected) => {
    const helper = helperOf();
    helper.input.write(Buffer.from(`${line}\n`, 'latin1'));
    expect(await helper.ask('ping')).toMatchObject({ ok: true });
    const replies = helper.lines.filter((one) => 'reply' in one).slice(0, -1);
    expect(replies).toMatchObject(
      expected === null ? [] : [{ ...expected, ok: false, error: 'usage', errno: 'EINVAL' }],
    );
  });

  it('that is too long is answered once, and the next is read as ever', async () => {
    const helper = helperOf();
    helper.input.write(`7 ${'x'.repeat(5_000)}\n8 ping\n${'y'.repeat(100_000)}\n9 ping\n`);
    await helper.line((line) => line.reply === 9);
    const refused = { ok: false, error: 'usage', message: 'a line is too long' };
    expect(helper.lines.filter((line) => 'reply' in line)).toMatchObject([
      { reply: 7, ...refused },
      { reply: 8, ok: true },
      { reply: 0, ...refused },
      { reply: 9, ok: true },
    ]);
  });

  it('may come in pieces, and several in one', async () => {
    const helper = helperOf();
    await helper.line((line) => line.event === 'hello');
    helper.input.write('1 pi');
    await new Promise((settle) => setTimeout(settle, 20));
    helper.input.write('ng\n2 ping\n3 ping\n4 pin');
    await helper.line((line) => line.reply === 3);
    helper.input.write('g\n');
    expect(await helper.line((line) => line.reply === 4)).toMatchObject({ ok: true });
  });
});

/** A sequence that is the same in every run: mulberry32. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const WORDS = [
  'ping',
  'start',
  'fork',
  'wait',
  'waitpid',
  'kill',
  'end',
  'cleanup',
  'parent=',
  'child=',
  'process=',
  'count=',
  'after=',
  'code=',
  'nohang=',
  'signal=',
  'SIGKILL',
  'any',
  '1@1',
  '@',
  '=',
  '0',
  '-1',
  '255',
  '18446744073709551616',
];

/** Half of them out of the words of the protocol, half of bytes; all of them changed here and there. */
function wildLines(count: number, keys: readonly string[]): Buffer {
  const random = randomFrom(20_261_120);
  const words = [...WORDS, ...keys, `${process.pid}@${kernelView(process.pid)?.start}`, '1@0'];
  const lines = Array.from({ length: count }, () => {
    const line =
      random(2) === 0
        ? Buffer.from(Array.from({ length: random(60) }, () => random(256)))
        : Buffer.from(
            `${random(1_000)} ${Array.from({ length: random(6) }, () => words[random(words.length)]).join(random(3) === 0 ? '' : ' ')}`,
          );
    for (let changes = random(3); changes > 0 && line.length > 0; changes--)
      line[random(line.length)] = random(256);
    return Buffer.concat([line, Buffer.from('\n')]);
  });
  return Buffer.concat(lines);
}

describe('random and mutated input', () => {
  const asan = builtWithSanitizers();
  it.each([
    ['the program', program],
    ['the program with sanitizers', asan],
  ])('%s survives 6,000 lines and still answers', async (_name, path) => {
    if (path === null) return expect(process.platform).not.toBe('linux');
    const helper = helperOf(path);
    const parent = await helper.parent();
    const [child = ''] = await helper.fork(parent, 'after=60000');
    helper.input.write(
      wildLines(6_000, [parent, child, `parent=${parent} count=3`, `parent=${parent} child=any`]),
    );
    const bystander = spawn('sleep', ['60']);
    expect(await helper.ask('ping')).toMatchObject({ ok: true });
    expect(isGone(bystander.pid ?? 0)).toBe(false);
    bystander.kill();
    helper.lifeline.destroy();
    expect(await helper.exit).toBe(0);
    expect(helper.errors).toBe('');
  });
});

describe('an engine that does not read', () => {
  it('makes the helper wait, and nothing is lost', async () => {
    const helper = helperOf();
    const parent = await helper.parent();
    helper.child.stdout?.pause();
    const count = 4_000; // more than two megabytes of lines
    helper.input.write(`1 fork parent=${parent} count=${count} after=0\n`);
    await new Promise((settle) => setTimeout(settle, 300));
    const output = helper.child.stdout;
    output?.on('data', () => {
      output.pause();
      setTimeout(() => output.resume(), 15);
    });
    output?.resume();
    expect(await helper.line((line) => line.reply === 1)).toMatchObject({ ok: true, forked: count });
    const told = (kind: string): number => helper.lines.filter((line) => line[kind] !== undefined).length;
    await until('every death is told', () => told('exit') === count);
    expect(told('child')).toBe(count);
    // Of so many, none speaks for itself.
    expect(told('ppid')).toBe(0);
  });

  it('is noticed where it is gone, without a lifeline that says so', async () => {
    const helper = helperOf();
    await helper.parent();
    helper.child.stdout?.destroy();
    helper.input.write('1 ping\n2 ping\n');
    expect(await helper.exit).toBe(0);
  });

  it('is noticed at the end of the input', async () => {
    const helper = helperOf();
    const parent = await helper.parent();
    helper.input.end();
    expect(await helper.exit).toBe(0);
    expect(isGone(pidOf(parent))).toBe(true);
  });
});
