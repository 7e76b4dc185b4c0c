import type { ProcessStore } from '../../store/process-store.ts';
import type { MapLayout } from './layout.ts';
import type { Measure, Names } from './names.ts';
import { placeNames } from './placing-names.ts';

interface Placed {
  readonly layout: MapLayout;
  readonly scale: number;
  readonly names: Names;
}

/** The names that are drawn: found anew only when map, scale or processes are others, and so not while one pans. */
export class NamesInView {
  readonly #processes: ProcessStore;
  readonly #context: OffscreenCanvasRenderingContext2D | null;
  readonly #widths = new Map<string, number>();
  #placed: Placed | null = null;

  /** @param type - the family of the type */
  constructor(processes: ProcessStore, type: string) {
    this.#processes = processes;
    this.#context = new OffscreenCanvas(1, 1).getContext('2d');
    if (this.#context !== null) this.#context.font = `500 12px ${type}`;
  }

  readonly measure: Measure = (text) => {
    const known = this.#widths.get(text);
    if (known !== undefined) return known;
    const width = this.#context?.measureText(text).width ?? 0;
    this.#widths.set(text, width);
    return width;
  };

  at(layout: MapLayout, scale: number): Names {
    if (this.#placed?.layout !== layout || this.#placed.scale !== scale) {
      this.#placed = { layout, scale, names: placeNames(layout, this.#processes, scale, this.measure) };
    }
    return this.#placed.names;
  }

  /** Who holds zombies, or has which name, may be different. */
  forget(): void {
    this.#placed = null;
  }
}
