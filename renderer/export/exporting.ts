import type { ReaptreeApi } from '../../core/contract.ts';
import { count, counted } from '../../core/format.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Exported, ExportOrder, ExportProgress } from '../../core/snapshot/export-order.ts';
import { FORMAT_TITLES, type FormatName } from '../../core/snapshot/format-names.ts';
import type { Notices } from '../frame/notices.ts';
import { Value } from '../store/value.ts';
import type { Part, PartOrder } from './part.ts';
import { pngOf } from './picture.ts';

export type PictureOrText = FormatName | 'png';

export const EXPORT_TITLES: Readonly<Record<PictureOrText, string>> = {
  ...FORMAT_TITLES,
  png: 'Picture (PNG)',
};

export interface ExportChoice {
  readonly part: Part;
  readonly format: PictureOrText;
  readonly redact: boolean;
}

/** A picture is made here of the same text that an SVG file would have. */
export const fullOrder = (part: PartOrder, { format, redact }: ExportChoice): ExportOrder => ({
  ...part,
  redact,
  format: format === 'png' ? 'svg' : format,
});

/** What is asked for in the export dialog, and what becomes of it. */
export class Exporting {
  readonly shown = new Value(false);
  readonly choice = new Value<ExportChoice>({ part: 'everything', format: 'json', redact: false });
  /** The name of what is being written; `null` while nothing is. */
  readonly job = new Value<string | null>(null);
  readonly progress = new Value<ExportProgress | null>(null);
  readonly #api: ReaptreeApi;
  readonly #notices: Notices;
  readonly #onSaved: () => void;
  #jobs = 0;

  /** @param onSaved - there is a file more */
  constructor(api: ReaptreeApi, notices: Notices, onSaved: () => void) {
    this.#api = api;
    this.#onSaved = onSaved;
    this.#notices = notices;
    api.on('export:progress', (progress) => {
      if (progress.job === this.job.get()) this.progress.set(progress);
    });
  }

  choose(change: Partial<ExportChoice>): void {
    this.choice.set({ ...this.choice.get(), ...change });
  }

  async save(part: PartOrder): Promise<void> {
    const answer = await this.#under((job) => this.#save(job, part));
    if (!answer.ok) {
      if (answer.error.code === 'cancelled') return;
      this.#notices.failed('Nothing was exported', answer.error);
      return;
    }
    const { path, processes } = answer.value;
    this.#notices.done(
      processes === null ? 'Saved' : `Saved ${counted(processes, 'process', 'processes')}`,
      path,
    );
    this.shown.set(false);
    this.#onSaved();
  }

  async copy(part: PartOrder): Promise<void> {
    const answer = await this.#under(() => this.#copy(part));
    if (!answer.ok) {
      this.#notices.failed('Nothing was copied', answer.error);
      return;
    }
    this.#notices.done(`${EXPORT_TITLES[this.choice.get().format]} copied`, answer.value);
    this.shown.set(false);
  }

  /** Gets the file ready, for it has to be there when it is dragged. */
  prepareDrag(part: PartOrder): void {
    void this.#api.request('export:prepareDrag', fullOrder(part, this.choice.get()));
  }

  async drag(): Promise<void> {
    const answer = await this.#api.request('export:drag');
    if (!answer.ok) this.#notices.failed('Nothing was dragged', answer.error);
  }

  cancel(): void {
    const job = this.job.get();
    if (job !== null) void this.#api.request('export:cancel', { job });
  }

  async #under<T>(run: (job: string) => Promise<Result<T>>): Promise<Result<T>> {
    const job = `export-${++this.#jobs}`;
    this.job.set(job);
    this.progress.set(null);
    const answer = await run(job);
    this.job.set(null);
    return answer;
  }

  async #save(
    job: string,
    part: PartOrder,
  ): Promise<Result<{ readonly path: string; readonly processes: number | null }>> {
    const choice = this.choice.get();
    if (choice.format !== 'png') {
      const saved: Result<Exported> = await this.#api.request('export:save', {
        ...fullOrder(part, choice),
        job,
      });
      return saved;
    }
    const png = await this.#picture(part);
    if (!png.ok) return png;
    const saved = await this.#api.request('export:savePicture', { png: png.value });
    return saved.ok ? ok({ path: saved.value.path, processes: null }) : saved;
  }

  async #copy(part: PartOrder): Promise<Result<string>> {
    const choice = this.choice.get();
    if (choice.format !== 'png') {
      const copied = await this.#api.request('export:copy', fullOrder(part, choice));
      return copied.ok ? ok(counted(copied.value, 'process', 'processes')) : copied;
    }
    const png = await this.#picture(part);
    if (!png.ok) return png;
    const copied = await this.#api.request('export:copyPicture', { png: png.value });
    return copied.ok ? ok(`${count(png.value.length / 1024)} kB`) : copied;
  }

  async #picture(part: PartOrder): Promise<Result<Uint8Array>> {
    const svg = await this.#api.request('export:text', fullOrder(part, this.choice.get()));
    return svg.ok ? pngOf(svg.value) : svg;
  }
}
