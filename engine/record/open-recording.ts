import type { Delta, FullState } from '../../core/delta.ts';
import type { Host } from '../../core/process.ts';
import type { RecordingOverview, Seek } from '../../core/recording/playback.ts';
import { notARecording, readDeltas, readHead, readKeyframe, tooDeep } from '../../core/recording/read.ts';
import type { Keyframe, PackedBlock, RecordingHead } from '../../core/recording/recording.ts';
import { type BlockReader, Timeline } from '../../core/recording/timeline.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { writeState } from '../../core/written-state.ts';
import { type Blocks, unpack } from './block-file.ts';

/** So far back a state is begun, that whatever began or ended lately shows as such. */
const LATELY_MS = 4_000;
/** Further ahead it is quicker to begin with a keyframe. */
const STEPS_MOST = 200;
/** Blocks that were read last: whoever looks at a moment looks at the next ones too. */
const REMEMBERED = 24;

/** A recording that can be looked at. It is read block by block, as one asks for its moments. */
export class OpenRecording {
  readonly #blocks: readonly PackedBlock[];
  readonly #head: RecordingHead;
  readonly #timeline: Timeline;
  readonly #lostBytes: number;
  readonly #deltas = new Map<number, readonly Delta[]>();
  #keyframe: { readonly block: number; readonly value: Keyframe } | null = null;

  private constructor(
    blocks: readonly PackedBlock[],
    head: RecordingHead,
    timeline: Timeline,
    lostBytes: number,
  ) {
    this.#blocks = blocks;
    this.#head = head;
    this.#timeline = timeline;
    this.#lostBytes = lostBytes;
  }

  /** Looks through all of it once. */
  static async open({ blocks: [first, ...blocks], lostBytes }: Blocks): Promise<Result<OpenRecording>> {
    if (first === undefined || first.kind !== 'head') return notARecording();
    const text = await unpack(first);
    if (!text.ok) return text;
    const head = readHead(text.value);
    if (!head.ok) return head;
    const timeline = new Timeline();
    for (const [index, block] of blocks.entries()) {
      if (block.kind === 'full') timeline.addKeyframe(index, block);
      else {
        const deltas = await deltasIn(block);
        if (deltas.ok) timeline.addDeltas(index, deltas.value);
        else timeline.addLost();
      }
    }
    if (timeline.length === 0) {
      return fail(
        'invalid',
        'The recording holds no whole sample.',
        'It was cut short before the first one.',
      );
    }
    return ok(new OpenRecording(blocks, head.value, timeline, lostBytes));
  }

  overview(): RecordingOverview {
    const { times, zombies, told, events, lost } = this.#timeline;
    return {
      host: this.#host,
      source: this.#head.source,
      times,
      zombies,
      told,
      events,
      lost: lost + (this.#lostBytes > 0 ? 1 : 0),
    };
  }

  /** Everything as it was at that moment. */
  async state(moment: number): Promise<Result<FullState>> {
    const state = await this.#timeline.state(moment, this.#reader);
    if (!state.ok) return state;
    const deep = tooDeep(state.value.processes);
    if (deep !== null) return deep;
    const { facts, processes } = state.value;
    const { source } = this.#head;
    return ok({ kind: 'full', seq: moment, source, host: this.#host, facts, processes });
  }

  /** @param from - the moment that is shown now, where the next one may follow from it; else `null` */
  async seek(from: number | null, to: number): Promise<Result<Seek>> {
    if (from !== null && to >= from && to - from <= STEPS_MOST) {
      const steps = await this.#timeline.steps(from, to, this.#reader);
      if (!steps.ok) return steps;
      if (steps.value !== null) return ok({ kind: 'on', deltas: steps.value });
    }
    const at = this.#timeline.timeOf(to);
    const lately = at === undefined ? to : this.#timeline.at(at - LATELY_MS);
    const steps = await this.#timeline.steps(Math.min(lately, to), to, this.#reader);
    const begin = steps.ok && steps.value !== null ? Math.min(lately, to) : to;
    const full = await this.state(begin);
    if (!full.ok) return full;
    return ok({
      kind: 'anew',
      state: writeState(full.value),
      deltas: begin === to || !steps.ok ? [] : (steps.value ?? []),
    });
  }

  get #host(): Host {
    const { host } = this.#head;
    return { ...host, bootTime: host.bootTime === null ? null : Date.parse(host.bootTime) };
  }

  readonly #reader: BlockReader = {
    keyframe: async (index) => {
      if (this.#keyframe?.block === index) return ok(this.#keyframe.value);
      const block = this.#blocks[index];
      const text = block === undefined ? notARecording() : await unpack(block);
      if (!text.ok) return text;
      const value = readKeyframe(text.value);
      if (value.ok) this.#keyframe = { block: index, value: value.value };
      return value;
    },
    deltas: async (index) => {
      const known = this.#deltas.get(index);
      if (known !== undefined) return ok(known);
      const block = this.#blocks[index];
      const deltas = block === undefined ? notARecording() : await deltasIn(block);
      if (!deltas.ok) return deltas;
      this.#deltas.set(index, deltas.value);
      const [oldest] = this.#deltas.keys();
      if (this.#deltas.size > REMEMBERED && oldest !== undefined) this.#deltas.delete(oldest);
      return deltas;
    },
  };
}

async function deltasIn(block: PackedBlock): Promise<Result<Delta[]>> {
  if (block.kind !== 'delta') return fail('invalid', 'The recording is damaged at this moment.');
  const text = await unpack(block);
  return text.ok ? readDeltas(text.value) : text;
}
