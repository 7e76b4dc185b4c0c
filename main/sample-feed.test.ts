import { expect, test } from 'vitest';
import type { Delta } from '../core/delta.ts';
import { ok } from '../core/result.ts';
import { SampleFeed } from './sample-feed.ts';

const whole = (seq: number) => ({ seq, text: '' });
const delta = (seq: number) => ({ kind: 'delta', seq }) as Delta;

test('a page that hangs is sent no more, and the whole state once it is back', async () => {
  const sent: number[] = [];
  const fulls: number[] = [];
  let newest = 0;
  const feed = new SampleFeed({
    send: ({ seq }) => sent.push(seq),
    sendFull: ({ seq }) => fulls.push(seq),
    full: async () => ok(whole(newest)),
  });
  feed.push(delta(1));
  expect(sent).toEqual([]);
  await feed.attach();
  for (newest = 1; newest <= 100; newest++) feed.push(delta(newest));
  expect(sent.length).toBeLessThan(40);
  expect(fulls).toEqual([]);

  const last = sent.at(-1) ?? 0;
  await feed.acknowledge(last - 1);
  expect(fulls).toEqual([]);
  newest = 100;
  await feed.acknowledge(last);
  expect(fulls).toEqual([100]);
  feed.push(delta(101));
  expect(sent.at(-1)).toBe(101);
});

test('a sampler that begins again tells a page that is there, and none that waits for its answer', async () => {
  const fulls: number[] = [];
  const answers: ((full: ReturnType<typeof whole>) => void)[] = [];
  const feed = new SampleFeed({
    send: () => {},
    sendFull: ({ seq }) => fulls.push(seq),
    full: async () => ok(await new Promise<ReturnType<typeof whole>>((resolve) => answers.push(resolve))),
  });
  feed.begin(whole(1));
  expect(fulls).toEqual([]);
  const attached = feed.attach();
  feed.begin(whole(1));
  expect(fulls).toEqual([]);
  answers[0]?.(whole(1));
  await attached;
  feed.begin(whole(1));
  expect(fulls).toEqual([1]);
});

test('a page that keeps up is sent everything', async () => {
  const sent: number[] = [];
  const feed = new SampleFeed({
    send: ({ seq }) => sent.push(seq),
    sendFull: () => expect.fail('nothing was lost'),
    full: async () => ok(whole(10)),
  });
  await feed.attach();
  for (let seq = 11; seq <= 200; seq++) {
    feed.push(delta(seq));
    await feed.acknowledge(seq);
  }
  expect(sent.length).toBe(190);
});
