import type { SettingsStore } from '../store/settings.ts';
import { type Readable, Value } from '../store/value.ts';

/** In a window of less width than this they lie over the tree; processes-place.css says so too. */
const NARROW = '(width < 1000px)';

/**
 * Whether the details are open. In a narrow window they would cover most of the tree: there they are opened for the
 * moment only, apart from what is set for wide ones.
 */
export class DetailsShown implements Readable<boolean> {
  readonly #settings: SettingsStore;
  readonly #live: boolean;
  readonly #narrow = window.matchMedia(NARROW);
  readonly #shown = new Value(true);
  #opened = false;
  readonly get = this.#shown.get;
  readonly subscribe = this.#shown.subscribe;

  /** @param live - the first start explains itself there */
  constructor(settings: SettingsStore, live: boolean) {
    this.#settings = settings;
    this.#live = live;
    const follow = (): void => this.#follow();
    settings.subscribe(follow);
    this.#narrow.addEventListener('change', () => {
      this.#opened = false;
      follow();
    });
    follow();
  }

  /** They are open, and over the tree. */
  get lieOver(): boolean {
    return this.#narrow.matches && this.#shown.get();
  }

  show(shown: boolean): void {
    if (!this.#narrow.matches) this.#settings.change({ details: shown });
    else {
      this.#opened = shown;
      // Closed, it has been waved away.
      if (!shown && this.#live) this.#settings.change({ welcomed: true });
    }
    this.#follow();
  }

  #follow(): void {
    const { details, welcomed } = this.#settings.get();
    this.#shown.set(this.#narrow.matches ? this.#opened || (this.#live && !welcomed) : details);
  }
}
