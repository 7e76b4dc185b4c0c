import type { ProcessKey } from '../../../core/process.ts';
import type { ProcessRow } from '../../store/process-store.ts';
import { type Frame, resting } from './frame.ts';
import { GLIDE_MS, Glide, type Turn } from './glide.ts';
import type { MapLayout } from './layout.ts';
import type { Name, Names } from './names.ts';
import type { Picture } from './picture.ts';

/** What is to be seen of a layout, on the way to it and there. */
export class Motion {
  #frame: Frame;
  #glide: Glide | null = null;
  /** When the first frame of the glide was drawn. */
  #began: number | null = null;
  /** Those that go: the store may know them no more. */
  readonly #gone = new Map<ProcessKey, { readonly row: ProcessRow; readonly name: Name | undefined }>();

  constructor(layout: MapLayout) {
    this.#frame = resting(layout);
  }

  get frame(): Frame {
    return this.#frame;
  }

  get underWay(): boolean {
    return this.#glide !== null;
  }

  /** Of a process that goes. */
  row(key: ProcessKey): ProcessRow | undefined {
    return this.#gone.get(key)?.row;
  }

  /** Of those that go. */
  get names(): Names {
    return new Map([...this.#gone].flatMap(([key, { name }]) => (name === undefined ? [] : [[key, name]])));
  }

  /** At once. */
  rest(layout: MapLayout): void {
    this.#glide = null;
    this.#frame = resting(layout);
    this.#gone.clear();
  }

  /** From where everything is now. @param drawn - the picture on the screen */
  setOut(turn: Omit<Turn, 'before'>, drawn: Picture | null): void {
    const glide = Glide.between({ ...turn, before: this.#frame });
    if (glide === null) {
      this.rest(turn.to);
      return;
    }
    this.#glide = glide;
    this.#began = null;
    this.#frame = glide.at(0);
    for (const key of this.#gone.keys()) if (turn.to.byKey.has(key)) this.#gone.delete(key);
    for (const { row } of drawn?.seen ?? []) {
      if (!turn.to.byKey.has(row.key)) this.#gone.set(row.key, { row, name: drawn?.names.get(row.key) });
    }
  }

  /** A glide begins with its first frame, however long that was in coming. @param now - in milliseconds */
  goOn(now: number): void {
    if (this.#glide === null) return;
    this.#began ??= now;
    const time = (now - this.#began) / GLIDE_MS;
    if (time < 1) this.#frame = this.#glide.at(time);
    else this.rest(this.#frame.target);
  }
}
