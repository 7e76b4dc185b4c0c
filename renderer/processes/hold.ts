import { Value } from '../store/value.ts';

/** Why the rows stay where they are: somebody points at one, or asked for it. */
export type Held = 'pointing' | 'frozen' | null;

/** So long after its last movement a pointer is no longer taken for one that aims. */
const AIM_MS = 4_000;

/** Keeps rows from moving under a pointer that aims at one, and for as long as the user wants. */
export class Hold {
  readonly state = new Value<Held>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frozen = false;
  #pointing = false;

  /** The pointer moved over the rows. */
  point(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.leave(), AIM_MS);
    if (this.#pointing) return;
    this.#pointing = true;
    this.#say();
  }

  /** The pointer went away, or rests. */
  leave(): void {
    clearTimeout(this.#timer);
    if (!this.#pointing) return;
    this.#pointing = false;
    this.#say();
  }

  toggleFrozen(): void {
    this.#frozen = !this.#frozen;
    this.#say();
  }

  #say(): void {
    this.state.set(this.#frozen ? 'frozen' : this.#pointing ? 'pointing' : null);
  }
}
