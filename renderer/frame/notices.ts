import type { Failure } from '../../core/result.ts';

export interface Notice {
  readonly kind: 'done' | 'failed';
  readonly title: string;
  readonly description?: string | undefined;
}

/** What is to be told without asking for anything. */
export class Notices {
  #show: ((notice: Notice) => void) | null = null;
  /** Told before there was anything to show it with: that is read after the first tree. */
  readonly #waiting: Notice[] = [];

  done(title: string, description?: string): void {
    this.#tell({ kind: 'done', title, description });
  }

  failed(title: string, failure: Failure): void {
    const description = [failure.message, failure.hint].filter(Boolean).join(' ');
    this.#tell({ kind: 'failed', title, description });
  }

  /** From now on, beginning with what waits. */
  showWith(show: (notice: Notice) => void): void {
    this.#show = show;
    for (const notice of this.#waiting.splice(0)) show(notice);
  }

  #tell(notice: Notice): void {
    if (this.#show === null) this.#waiting.push(notice);
    else this.#show(notice);
  }
}
