import { useSyncExternalStore } from 'react';

/** Something that can be read now and watched from then on. */
export interface Readable<T> {
  readonly get: () => T;
  /** Returns what ends the watching. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Those who want to hear of something. */
export class Listeners {
  readonly #listeners = new Set<() => void>();

  get any(): boolean {
    return this.#listeners.size > 0;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** A value outside of React. Setting what it already is wakes nobody. */
export class Value<T> implements Readable<T> {
  #value: T;
  readonly #listeners = new Listeners();
  readonly subscribe = this.#listeners.subscribe;

  constructor(value: T) {
    this.#value = value;
  }

  readonly get = (): T => this.#value;

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    this.#listeners.notify();
  }
}

export const useValue = <T>(value: Readable<T>): T => useSyncExternalStore(value.subscribe, value.get);
