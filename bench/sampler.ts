import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import psList from 'ps-list';
import { thisHost } from '../engine/collect/host.ts';
import { openSource } from '../engine/collect/open-source.ts';
import { Sampling } from '../engine/collect/sampling.ts';
import { compile } from './compile.ts';
import { median, type Report, rounded, type Setting } from './figures.ts';
import { populate } from './population.ts';

const execute = promisify(execFile);
const ROUNDS = 15;
/** New processes are asked more often; measured is how it goes on. */
const WARM_UP = 5;

async function timed(task: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await task();
  return performance.now() - began;
}

/** The floor program: one pass each time it is asked. */
function startFloor() {
  const child = spawn(compile('floor'), { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    pass: async (): Promise<number> => {
      child.stdin.write('\n');
      return Number.parseFloat((await lines.next()).value ?? '');
    },
    end: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

/** One tick of ours beside what one would use instead, in turn, so that a change of the machine's pace hits all. */
export async function run({ processes }: Setting): Promise<Report> {
  const population = await populate(processes);
  const floor = startFloor();
  const sampling = new Sampling(openSource('procfs'), thisHost());
  const times = {
    reaptree: [] as number[],
    floor: [] as number[],
    'ps-list': [] as number[],
    ps: [] as number[],
  };
  let seen = 0;
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const ours = await timed(async () => {
      seen = (await sampling.sample()).facts.processes;
    });
    const bare = await floor.pass();
    if (round < 0) continue;
    times.reaptree.push(ours);
    times.floor.push(bare);
    times['ps-list'].push(await timed(() => psList()));
    times.ps.push(
      await timed(() => execute('ps', ['-eo', 'pid,ppid,state,user,args'], { maxBuffer: 2 ** 28 })),
    );
  }
  sampling.close();
  await floor.end();
  await population.end();

  const of = (who: keyof typeof times): number => median(times[who]);
  return {
    name: 'sampler',
    processes: seen,
    results: Object.fromEntries(
      (Object.keys(times) as (keyof typeof times)[]).map((who) => [who, { medianMs: rounded(of(who)) }]),
    ),
    ratios: {
      'reaptree/floor': rounded(of('reaptree') / of('floor')),
      'ps-list/reaptree': rounded(of('ps-list') / of('reaptree')),
      'ps/reaptree': rounded(of('ps') / of('reaptree')),
    },
  };
}
