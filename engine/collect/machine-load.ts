import { cpus, freemem, totalmem } from 'node:os';

/** How busy the whole machine is, between one call and the next. */
export class MachineLoad {
  #busy = 0;
  #all = 0;

  /** CPU use of all CPUs together since the last call (`null` at the first), and memory in use. */
  read(): { cpuPercent: number | null; memoryUsedBytes: number } {
    let busy = 0;
    let all = 0;
    for (const { times } of cpus()) {
      const used = times.user + times.nice + times.sys + times.irq;
      busy += used;
      all += used + times.idle;
    }
    const elapsed = all - this.#all;
    const cpuPercent =
      this.#all === 0 || elapsed <= 0 ? null : Math.round(((busy - this.#busy) / elapsed) * 1000) / 10;
    this.#busy = busy;
    this.#all = all;
    // On Linux this is MemAvailable of /proc/meminfo, what `free` calls available.
    return { cpuPercent, memoryUsedBytes: totalmem() - freemem() };
  }
}
