import { closeSync, openSync, readFileSync } from 'node:fs';

/** The share of the process's descriptor limit that kept `stat` files may take. */
const SHARE = 0.5;

function softLimit(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const soft = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
    return soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft ?? 1024);
  } catch {
    return 1024;
  }
}

/**
 * Open files within a budget. A descriptor of `/proc/PID/stat` that stays open is read at half the cost
 * of opening it anew, and answers ESRCH once its process is reaped, whoever has the pid by then.
 */
export class Descriptors {
  readonly budget: number;
  #open = 0;

  constructor(budget = Math.floor(softLimit() * SHARE)) {
    this.budget = budget;
  }

  get open(): number {
    return this.#open;
  }

  get exhausted(): boolean {
    return this.#open >= this.budget;
  }

  /** Throws what open(2) says. */
  keep(path: string): number {
    const fd = openSync(path, 'r');
    this.#open++;
    return fd;
  }

  release(fd: number): void {
    closeSync(fd);
    this.#open--;
  }
}
