import { useSyncExternalStore } from 'react';
import { Listeners } from '../store/value.ts';

/** How often a running time is told anew. */
export const TICK_MS = 200;

const listeners = new Listeners();
let ticks = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  const end = listeners.subscribe(listener);
  timer ??= setInterval(() => {
    ticks += 1;
    listeners.notify();
  }, TICK_MS);
  return () => {
    end();
    if (listeners.any) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const never = (): (() => void) => () => undefined;

/** Renders anew with every tick of one common clock, for as long as something runs. */
export const useTicks = (running: boolean): number =>
  useSyncExternalStore(running ? subscribe : never, () => (running ? ticks : 0));
