import { describe, expect, it, vi } from 'vitest';
import type { EventChannel, Events, ReaptreeApi } from '../../core/contract.ts';
import { writeDelta } from '../../core/delta.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { madeUp } from '../../core/testing/made-up.ts';
import { type WrittenState, writeState } from '../../core/written-state.ts';
import { delta, full } from '../testing/made-up.ts';
import { ProcessStore } from './process-store.ts';
import { SamplerLink } from './sampler-link.ts';

/** The other side of the bridge, played by hand. */
function played() {
  const listeners = new Map<string, (event: never) => void>();
  const attached: ((answer: Result<WrittenState>) => void)[] = [];
  const api = {
    on: (channel: string, listener: (event: never) => void) => {
      listeners.set(channel, listener);
      return () => listeners.delete(channel);
    },
    request: (channel: string) =>
      channel === 'sampler:attach'
        ? new Promise((answer) => attached.push(answer))
        : Promise.resolve(fail('unavailable', 'not played')),
  } as unknown as ReaptreeApi;
  const store = new ProcessStore();
  const link = new SamplerLink(api, store);
  link.ask();
  link.start();
  return {
    store,
    link,
    attached,
    tell<C extends EventChannel>(channel: C, event: Events[C]): void {
      listeners.get(channel)?.(event as never);
    },
    async answer(answer: Result<WrittenState>): Promise<void> {
      attached.shift()?.(answer);
      await vi.waitFor(() => expect(link.state.get().kind).not.toBe('attaching'));
    },
  };
}

const written = (...state: Parameters<typeof full>) => writeState(full(...state));

const pids = (store: ProcessStore) => [...store.rows()].map((row) => row.process.pid);

describe('the link to the sampler', () => {
  it('applies what came while the whole state was on its way, and drops what that already holds', async () => {
    const { store, tell, answer } = played();
    tell('sampler:delta', writeDelta(delta(4, { added: [madeUp(4, 1)] })));
    tell('sampler:delta', writeDelta(delta(5, { added: [madeUp(5, 1)] })));
    await answer(ok(written(4, madeUp(1, 0), madeUp(4, 1))));
    expect(pids(store)).toEqual([1, 4, 5]);
  });

  it('asks for everything again after a gap', async () => {
    const { store, tell, answer, attached } = played();
    await answer(ok(written(1, madeUp(1, 0))));
    tell('sampler:delta', writeDelta(delta(3, { added: [madeUp(3, 1)] })));
    expect(attached).toHaveLength(1);
    expect(pids(store)).toEqual([1]);
    attached[0]?.(ok(written(3, madeUp(1, 0), madeUp(2, 1), madeUp(3, 1))));
    await vi.waitFor(() => expect(pids(store)).toEqual([1, 2, 3]));
  });

  it('takes a whole state that comes unasked', async () => {
    const { store, tell, answer } = played();
    await answer(ok(written(1, madeUp(1, 0))));
    tell('sampler:full', written(1, madeUp(1, 0), madeUp(2, 1)));
    tell('sampler:delta', writeDelta(delta(2, { added: [madeUp(3, 1)] })));
    expect(pids(store)).toEqual([1, 2, 3]);
  });

  it('says why there is nothing to show', async () => {
    const { link, answer } = played();
    await answer(fail('io', 'no /proc'));
    expect(link.state.get()).toMatchObject({ kind: 'failed', failure: { message: 'no /proc' } });
  });
});
