import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { builtFuzzer } from './binary.ts';

const fuzzer = builtFuzzer();

/** A line of each kind, for the fuzzer to change. */
const SEEDS = [
  '1 fork parent=12@34 count=3 after=40 code=5 name=a-b death=SIGTERM deaf=1 group=1 depth=2',
  '2 exec parent=12@34 command=736c656570',
  '3 waitpid parent=12@34 child=any nohang=1',
  '4 waitpid parent=12@34 child=56@78',
  '5 reaping parent=12@34 policy=poll every=100',
  '6 play parent=12@34 piece=server number=4 after=9 steps=1',
  '7 kill process=12@34 signal=SIGUSR1',
  '8 end parent=12@34 code=255',
];

it.skipIf(fuzzer === null)(
  'libFuzzer finds no line that is read wrongly',
  () => {
    const corpus = mkdtempSync(join(tmpdir(), 'reaptree-fuzz-'));
    try {
      for (const [at, seed] of SEEDS.entries()) writeFileSync(join(corpus, `seed-${at}`), seed);
      const words = [
        '-runs=400000',
        '-max_len=1024',
        '-seed=20261120',
        `-artifact_prefix=${corpus}/`,
        corpus,
      ];
      execFileSync(fuzzer ?? '', words, { stdio: 'pipe', timeout: 60_000 });
    } catch (error) {
      expect.unreachable(String((error as { stderr?: unknown }).stderr ?? error).slice(-4_000));
    } finally {
      rmSync(corpus, { recursive: true, force: true });
    }
  },
  90_000,
);
