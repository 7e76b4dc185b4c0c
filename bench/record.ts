import { performance } from 'node:perf_hooks';
import { Recorder } from '../core/recording/recorder.ts';
import { type PackedBlock, RECORDING_FORMAT, RECORDING_VERSION } from '../core/recording/recording.ts';
import { writtenHost } from '../core/snapshot/snapshot.ts';
import { thisHost } from '../engine/collect/host.ts';
import { openSource } from '../engine/collect/open-source.ts';
import { Sampling } from '../engine/collect/sampling.ts';
import { packHead } from '../engine/record/block-file.ts';
import { OpenRecording } from '../engine/record/open-recording.ts';
import { Packer } from '../engine/record/packer.ts';
import { median, type Report, rounded, type Setting } from './figures.ts';
import { populate } from './population.ts';

const TICKS = 90;
/** Each stands for the second that would lie between two samples. */
const SECOND_MS = 1_000;
const SEEKS = 30;

/** What it costs to record each tick, what ten minutes take in memory, and how soon a moment is found again. */
export async function run({ processes }: Setting): Promise<Report> {
  const population = await populate(processes);
  const host = thisHost();
  const sampling = new Sampling(openSource('procfs'), host);
  const blocks: PackedBlock[] = [
    await packHead({
      format: RECORDING_FORMAT,
      version: RECORDING_VERSION,
      host: writtenHost(host),
      source: 'procfs',
    }),
  ];
  const packer = new Packer((block) => blocks.push(block));
  let keyframes = 0;
  let at = Date.now();
  let facts = { takenAt: at };
  const recorder = new Recorder(
    () => {
      const state = sampling.state();
      return { ...state, facts: { ...state.facts, ...facts } };
    },
    (block) => {
      if (block.kind === 'full') keyframes += 1;
      packer.add(block);
    },
  );
  const deltaMs: number[] = [];
  const keyframeMs: number[] = [];
  let seen = 0;
  for (let tick = 0; tick < TICKS; tick++) {
    const delta = await sampling.sample();
    seen = delta.facts.processes;
    at += SECOND_MS;
    facts = { takenAt: at };
    const before = keyframes;
    const began = performance.now();
    recorder.take({ ...delta, facts: { ...delta.facts, takenAt: at } });
    (keyframes > before ? keyframeMs : deltaMs).push(performance.now() - began);
    await packer.idle();
  }
  recorder.flush();
  await packer.idle();
  const bytes = blocks.reduce((sum, { data }) => sum + data.length, 0);

  const opened = await OpenRecording.open({ blocks, lostBytes: 0 });
  if (!opened.ok) throw new Error(opened.error.message);
  const last = opened.value.overview().times.length - 1;
  const seekMs: number[] = [];
  for (let seek = 0; seek < SEEKS; seek++) {
    const began = performance.now();
    await opened.value.seek(null, Math.round((last * ((seek * 7) % SEEKS)) / SEEKS));
    seekMs.push(performance.now() - began);
  }
  sampling.close();
  await population.end();
  return {
    name: 'record',
    processes: seen,
    results: {
      reaptree: {
        tickMedianMs: rounded(median(deltaMs)),
        keyframeMedianMs: rounded(median(keyframeMs)),
        tenMinutesKb: Math.round(((bytes / TICKS) * 600) / 1024),
        seekMedianMs: rounded(median(seekMs)),
      },
    },
    ratios: {},
  };
}
