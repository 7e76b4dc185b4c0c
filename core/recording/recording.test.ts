import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDelta, type Delta } from '../delta.ts';
import type { ProcessInfo, ProcessKey } from '../process.ts';
import { madeUp } from '../testing/made-up.ts';
import { Kept } from './kept.ts';
import { readDeltas, readHead, readKeyframe } from './read.ts';
import { type Block, Recorder } from './recorder.ts';
import {
  aHead,
  type CourseOfSamples,
  courses,
  fullOf,
  type Lived,
  live,
  textIn,
  timelineOf,
} from './testing.ts';

function record(course: CourseOfSamples, firstSeq = 1): { lived: Lived[]; blocks: Block[] } {
  const lived: Lived[] = [];
  const blocks: Block[] = [];
  let last: Lived | undefined;
  const recorder = new Recorder(
    () => fullOf(last as Lived),
    (block) => blocks.push(block),
  );
  for (const one of live(course, firstSeq)) {
    last = one;
    lived.push(one);
    recorder.take(one.delta);
  }
  recorder.flush();
  return { lived, blocks };
}

const byKey = (rows: readonly ProcessInfo[]) => new Map(rows.map((row) => [row.key, row]));

describe('a recording', () => {
  it('shows at each moment what the observer saw then', async () => {
    await fc.assert(
      fc.asyncProperty(courses, async (course) => {
        const { lived, blocks } = record(course);
        const { timeline, reader } = timelineOf(blocks);
        expect(timeline.length).toBe(lived.length);
        for (const [moment, { delta, processes }] of lived.entries()) {
          const state = await timeline.state(moment, reader);
          if (!state.ok) throw new Error(state.error.message);
          expect(state.value.facts).toEqual(delta.facts);
          expect(byKey(state.value.processes)).toEqual(byKey(processes));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('leads from any moment to any later one by the deltas that were seen', async () => {
    await fc.assert(
      fc.asyncProperty(courses, fc.nat(), fc.nat(), async (course, a, b) => {
        const { lived, blocks } = record(course);
        const { timeline, reader } = timelineOf(blocks);
        const [from, to] = [a % lived.length, b % lived.length].sort((x, y) => x - y) as [number, number];
        const steps = await timeline.steps(from, to, reader);
        if (!steps.ok) throw new Error(steps.error.message);
        // Only a keyframe tells of the very first moment.
        expect(steps.value).not.toBeNull();
        const rows = new Map<ProcessKey, ProcessInfo>(lived[from]?.processes.map((row) => [row.key, row]));
        for (const delta of steps.value ?? []) applyDelta(rows, delta);
        expect(rows).toEqual(byKey(lived[to]?.processes ?? []));
      }),
      { numRuns: 60 },
    );
  });

  it('tells every event at the moment at which it was known', () => {
    fc.assert(
      fc.property(courses, (course) => {
        const { lived, blocks } = record(course);
        const { timeline } = timelineOf(blocks);
        const expected = lived.flatMap(({ delta }, moment) =>
          delta.events.map((event) => ({ moment, event })),
        );
        // What the first sample tells lies before the recording.
        expect(timeline.told).toEqual(expected.filter(({ moment }) => moment > 0));
      }),
      { numRuns: 40 },
    );
  });

  it('goes on after the sampler began anew, and knows the gap', async () => {
    const course = [...Array(5)].map(() => ({
      afterMs: 1_000,
      complete: true,
      steps: [{ pid: 1, ppid: 0, dead: false, gone: false, anew: true, cpu: 1, name: 'a' }],
    }));
    const first = record(course);
    const second = record(course, 1);
    const { timeline, reader } = timelineOf([...first.blocks, ...second.blocks]);
    expect(timeline.length).toBe(10);
    expect((await timeline.state(7, reader)).ok).toBe(true);
    expect(await timeline.steps(3, 7, reader)).toEqual({ ok: true, value: null });
  });

  it('keeps a state near its keyframe, however much happens', () => {
    const wide = madeUp(1, 0, { command: 'x'.repeat(40_000) });
    const blocks: Block[] = [];
    const lived = [...live([{ afterMs: 1, steps: [], complete: true }])][0] as Lived;
    const at = (seq: number): Delta => ({
      ...lived.delta,
      seq,
      facts: { ...lived.delta.facts, takenAt: 1_000 + seq },
      added: [{ ...wide, key: `1@${seq}` }],
    });
    let seq = 0;
    const recorder = new Recorder(
      () => ({ seq, facts: at(seq).facts, processes: [wide] }),
      (block) => blocks.push(block),
    );
    while (seq < 100) recorder.take(at(++seq));
    recorder.flush();
    let since = 0;
    for (const { kind, text } of blocks) {
      since = kind === 'full' ? 0 : since + textIn({ text }).length;
      expect(since).toBeLessThan(400_000);
    }
    expect(blocks.filter(({ kind }) => kind === 'full').length).toBeGreaterThan(5);
  });
});

describe('what is kept', () => {
  it('is bounded in time and bytes, and can be read whatever was dropped', async () => {
    await fc.assert(
      fc.asyncProperty(
        courses,
        fc.integer({ min: 1_000, max: 200_000 }),
        fc.integer({ min: 500, max: 40_000 }),
        async (course, ms, bytes) => {
          const { lived, blocks } = record(course);
          const kept = new Kept({ ms, bytes });
          const texts = new Map<Uint8Array, string>();
          for (const { text, ...facts } of blocks) {
            const data = new TextEncoder().encode(textIn({ text }));
            texts.set(data, textIn({ text }));
            kept.add({ ...facts, data });
          }
          expect(kept.bytes).toBeLessThanOrEqual(bytes);
          expect(kept.bytes).toBe(kept.blocks.reduce((sum, { data }) => sum + data.length, 0));
          if (kept.blocks.length > 0) expect(kept.blocks[0]?.kind).toBe('full');
          const { timeline, reader } = timelineOf(
            kept.blocks.map(({ data, ...facts }) => ({ ...facts, text: [texts.get(data) as string] })),
          );
          expect(timeline.lost).toBe(0);
          for (let moment = 0; moment < timeline.length; moment += 1) {
            const state = await timeline.state(moment, reader);
            if (!state.ok) throw new Error(state.error.message);
            const { facts, processes } = state.value;
            const then = lived.filter(({ delta }) => delta.facts.takenAt === facts.takenAt);
            expect(then.map((one) => byKey(one.processes))).toContainEqual(byKey(processes));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is at least so long where there is room', () => {
    const kept = new Kept({ ms: 10_000, bytes: 1_000_000 });
    const block = (kind: 'full' | 'delta', at: number) => ({
      kind,
      from: at,
      to: at,
      firstSeq: at,
      lastSeq: at,
      data: new Uint8Array(10),
    });
    for (let at = 0; at <= 60_000; at += 1_000) kept.add(block(at % 4_000 === 0 ? 'full' : 'delta', at));
    expect(kept.span).toEqual({ from: 48_000, to: 60_000 });
    kept.bounds = { ms: 5_000, bytes: 1_000_000 };
    expect(kept.span).toEqual({ from: 52_000, to: 60_000 });
    kept.bounds = { ms: 5_000, bytes: 30 };
    expect(kept.span).toEqual({ from: 60_000, to: 60_000 });
    kept.bounds = { ms: 5_000, bytes: 5 };
    expect(kept.span).toBeNull();
    kept.add(block('delta', 61_000));
    expect(kept.blocks).toEqual([]);
  });

  it('starts anew where the clock was set back by more than is kept', () => {
    const kept = new Kept({ ms: 10_000, bytes: 1_000_000 });
    const full = (at: number) => ({
      kind: 'full' as const,
      from: at,
      to: at,
      firstSeq: 1,
      lastSeq: 1,
      data: new Uint8Array(1),
    });
    kept.add(full(1_000_000));
    kept.add(full(5_000));
    expect(kept.span).toEqual({ from: 5_000, to: 5_000 });
  });
});

describe('what others wrote', () => {
  const keyframe = (...processes: unknown[]) =>
    JSON.stringify({ kind: 'full', seq: 1, facts: { takenAt: 1 }, processes });
  const delta = (more: object) => JSON.stringify({ kind: 'delta', seq: 2, facts: { takenAt: 2 }, ...more });
  const message = (read: { ok: boolean; error?: { message: string } }) =>
    read.ok ? null : (read.error?.message ?? '');
  const event = { at: 1, key: '1@1', pid: 1, name: 'a' };

  it('is read where it is sound, with fields of a later Reaptree', () => {
    expect(readHead(JSON.stringify({ ...aHead, more: 1 })).ok).toBe(true);
    expect(readKeyframe(keyframe({ ...madeUp(1, 0), more: 1 })).ok).toBe(true);
    expect(readDeltas(`${delta({ changed: [['1@1', { state: 'Z', more: [] }]] })}\n`).ok).toBe(true);
  });

  it('is read with events that did not yet say who it was', () => {
    const read = readDeltas(
      delta({
        events: [
          { ...event, kind: 'started', ppid: 2, parent: '2@2' },
          { ...event, kind: 'reparented', from: 2, to: 3 },
          { ...event, kind: 'reaped', by: 3, exit: null },
        ],
      }),
    );
    expect(read).toMatchObject({
      ok: true,
      value: [
        {
          events: [
            { parent: '2@2', command: '' },
            { formerParent: null, adopter: null },
            { by: 3, reaper: null },
          ],
        },
      ],
    });
  });

  it.each([
    [readHead('{}'), 'not a Reaptree recording'],
    [readHead('nothing'), 'not a Reaptree recording'],
    [readHead(JSON.stringify({ ...aHead, version: 7 })), 'version 7'],
    [readHead(JSON.stringify({ ...aHead, host: { ...aHead.host, cpus: 'two' } })), '“host.cpus” is "two"'],
    [readKeyframe('['.repeat(1_000_000)), 'nested'],
    [readKeyframe(keyframe(madeUp(1, 0), madeUp(1, 0))), 'twice'],
    [readKeyframe(keyframe({ ...madeUp(1, 0), key: '2@1' })), 'not of the pid'],
    [readKeyframe(keyframe({ ...madeUp(1, 0), marks: ['odd'] })), 'marks'],
    [readDeltas(delta({ changed: [['1@1', { pid: 3 }]] })), 'What changed'],
    [readDeltas(delta({ changed: [['1@1', { state: 'zombie' }]] })), 'What changed'],
    [readDeltas(delta({ removed: ['one'] })), 'Who ended'],
    [readDeltas(delta({ events: [{ ...event, kind: 'born' }] })), 'What happened'],
    [readDeltas(delta({ events: [{ ...event, kind: 'exec' }] })), '“events.command” is missing'],
    [readDeltas(delta({ events: [{ ...event, kind: 'reaped', by: 2, reaper: 2 }] })), '“events.reaper” is 2'],
    [readDeltas(`${delta({})}\n${delta({})}\n`), 'not in order'],
    [readDeltas(''), 'empty'],
  ])('is refused with a reason (%#)', (read, reason) => {
    expect(message(read)).toContain(reason);
  });

  it('with more generations than any machine has is refused', () => {
    const chain = [...Array(5_000)].map((_, index) => madeUp(index + 1, index));
    expect(message(readKeyframe(keyframe(...chain)))).toContain('generations');
  });

  it('never throws and never hangs, whatever the line', () => {
    const sound = [JSON.stringify(aHead), keyframe(madeUp(1, 0), madeUp(2, 1)), delta({ removed: ['1@1'] })];
    fc.assert(
      fc.property(
        fc.constantFrom(...sound),
        fc.nat(),
        fc.nat(),
        fc.string({ maxLength: 4 }),
        (line, from, to, put) => {
          const [a, b] = [from % line.length, to % line.length].sort((x, y) => x - y) as [number, number];
          const changed = line.slice(0, a) + put + line.slice(b);
          for (const read of [readHead, readKeyframe, readDeltas]) expect(read(changed)).toHaveProperty('ok');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('loses only what counts on from a block that cannot be read', async () => {
    const course = [...Array(20)].map(() => ({
      afterMs: 10_000,
      complete: true,
      steps: [{ pid: 1, ppid: 0, dead: false, gone: false, anew: true, cpu: 1, name: 'a' }],
    }));
    const { blocks } = record(course);
    const broken = blocks.find(({ kind }) => kind === 'delta');
    const damaged = blocks.map((block) =>
      block === broken ? { ...block, text: [textIn(block).slice(0, 40)] } : block,
    );
    const { timeline, reader } = timelineOf(damaged);
    expect(timeline.lost).toBeGreaterThan(0);
    expect(timeline.length).toBeGreaterThan(10);
    for (let moment = 0; moment < timeline.length; moment += 1) {
      expect((await timeline.state(moment, reader)).ok).toBe(true);
    }
  });
});
