import type { ProcessEvent } from '../../core/events.ts';
import type { ProcessKey } from '../../core/process.ts';
import { placeNamed } from '../frame/places.ts';
import type { Model } from '../model.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { nameWords } from './event-words.ts';

/** Someone of whom the past tells, and who may be gone. */
export interface Told {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly name: string | null;
}

/** Whether it is among the processes now, or at the moment that is shown. */
export const isThere = (processes: ProcessStore, key: ProcessKey): boolean =>
  processes.row(key)?.endedAt === null;

/** Leads to a process in the tree, or where it is gone, to the nearest above it that is left. */
export async function follow(model: Model, { key, pid, name }: Told): Promise<void> {
  const { processes, notices, api } = model;
  if (isThere(processes, key)) {
    show(model, key);
    return;
  }
  const above = await api.request('history:above', { key });
  const left = above.ok ? above.value.find((one) => isThere(processes, one)) : undefined;
  const gone = nameWords(name, pid);
  const row = left === undefined ? undefined : processes.row(left)?.process;
  if (row === undefined) {
    notices.failed('There is nobody to be shown', {
      code: 'gone',
      message: `${gone} has ended, and nobody is left of those who started it, as far as they were seen.`,
    });
    return;
  }
  show(model, row.key);
  notices.done(
    `${gone} has ended`,
    `This is ${nameWords(row.name, row.pid)}, the nearest above it that is left.`,
  );
}

function show({ tree, place }: Model, key: ProcessKey): void {
  tree.show(key);
  place.set(placeNamed('processes'));
}

/** Shows everything as it was when that happened. */
export function lookBackTo(model: Model, event: Pick<ProcessEvent, 'key' | 'kind' | 'at'>): void {
  const { playback, record, place } = model;
  const { key, kind, at } = event;
  if (playback === null) void record.look({ key, kind, at });
  else {
    playback.visit({ key, kind, at });
    place.set(placeNamed('processes'));
  }
}
