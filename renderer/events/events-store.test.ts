import { expect, test } from 'vitest';
import type { ReaptreeApi } from '../../core/contract.ts';
import type { ProcessEvent } from '../../core/events.ts';
import type { HistoryEntry } from '../../core/history.ts';
import { keyOf } from '../../core/process.ts';
import { ProcessStore } from '../store/process-store.ts';
import { EventsStore } from './events-store.ts';

const happened = (seq: number, pid: number, at: number): HistoryEntry => {
  const event: ProcessEvent = { at, key: keyOf(pid, 1), pid, name: 'sh', kind: 'ended', exit: null };
  return { seq, event, command: '', by: null, former: null };
};

const soon = () => new Promise((resolve) => setTimeout(resolve));

test('what is told late stands where it happened, and what happened at once as it was told', async () => {
  const told = [
    [happened(3, 12, 3_000), happened(2, 11, 2_000), happened(1, 10, 2_000)],
    [happened(4, 9, 2_500)],
  ];
  const api = {
    request: async () => {
      const entries = told.shift() ?? [];
      const last = entries[0]?.seq ?? 0;
      return { ok: true, value: { entries, last, more: false, since: null, lives: [] } };
    },
  } as unknown as ReaptreeApi;
  const processes = new ProcessStore();
  const events = new EventsStore(api, processes);
  events.watch();
  await soon();
  processes.facts.set({} as never);
  await soon();
  expect(events.shown.get()?.entries.map(({ event: { pid } }) => pid)).toEqual([12, 9, 11, 10]);
});
