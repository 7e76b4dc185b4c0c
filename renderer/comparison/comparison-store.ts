import type { ReaptreeApi } from '../../core/contract.ts';
import type { ProcessInfo, ProcessKey } from '../../core/process.ts';
import type { ChangedRow } from '../../core/snapshot/changed-row.ts';
import type { ChangeKind } from '../../core/snapshot/compare.ts';
import type { Notices } from '../frame/notices.ts';
import type { ProcessStore } from '../store/process-store.ts';
import type { SamplerLink } from '../store/sampler-link.ts';
import { Value } from '../store/value.ts';

type Changes = ReadonlyMap<ProcessKey, ChangedRow>;

const NONE: readonly ChangeKind[] = [];

/** What became of each process, in a window that compares two snapshots; empty in every other. */
export class ComparisonStore {
  readonly changes = new Value<Changes>(new Map());
  readonly #api: ReaptreeApi;
  readonly #notices: Notices;
  readonly #processes: ProcessStore;

  constructor(api: ReaptreeApi, notices: Notices, processes: ProcessStore) {
    this.#api = api;
    this.#notices = notices;
    this.#processes = processes;
  }

  readonly changesOf = ({ key }: Pick<ProcessInfo, 'key'>): readonly ChangeKind[] =>
    this.changes.get().get(key)?.kinds ?? NONE;

  /** @param onKnown - once the rows are there, and what became of them */
  async start(sampler: SamplerLink, onKnown: () => void): Promise<void> {
    const answer = await this.#api.request('comparison:changed');
    if (!answer.ok) {
      this.#notices.failed('What changed is not known', answer.error);
      return;
    }
    const changes = new Map(answer.value.map((row) => [row.key, row]));
    await attached(sampler);
    this.#processes.point({
      gone: answer.value.filter(({ gone }) => gone).map(({ key }) => key),
      fresh: answer.value.filter(({ kinds }) => kinds.includes('started')).map(({ key }) => key),
    });
    this.changes.set(changes);
    onKnown();
  }

  async copy(): Promise<void> {
    const answer = await this.#api.request('comparison:copy');
    if (answer.ok) this.#notices.done('The comparison was copied', 'as text');
    else this.#notices.failed('Nothing was copied', answer.error);
  }

  async save(): Promise<void> {
    const answer = await this.#api.request('comparison:save');
    if (answer.ok) this.#notices.done('The comparison was saved', answer.value.path);
    else if (answer.error.code !== 'cancelled') this.#notices.failed('Nothing was saved', answer.error);
  }
}

const attached = (sampler: SamplerLink): Promise<void> =>
  new Promise((resolve) => {
    const look = (): boolean => sampler.state.get().kind !== 'attaching';
    if (look()) {
      resolve();
      return;
    }
    const forget = sampler.state.subscribe(() => {
      if (!look()) return;
      forget();
      resolve();
    });
  });
