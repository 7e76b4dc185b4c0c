import type { ProcessInfo } from '../../core/process.ts';

/** When there are more points, every other one of the older half is dropped: the line keeps its shape. */
const MOST = 240;

/** How the CPU use and the memory of one process went since it was first seen. Only changes are kept. */
export class Course {
  /** In seconds since the epoch. */
  readonly times: number[] = [];
  readonly cpuPercent: (number | null)[] = [];
  readonly rssBytes: (number | null)[] = [];

  add(atMs: number, { cpuPercent, rssBytes }: Pick<ProcessInfo, 'cpuPercent' | 'rssBytes'>): void {
    const at = atMs / 1000;
    if (at <= (this.times.at(-1) ?? 0)) return;
    this.times.push(at);
    this.cpuPercent.push(cpuPercent);
    this.rssBytes.push(rssBytes);
    if (this.times.length > MOST) for (const line of [this.times, this.cpuPercent, this.rssBytes]) thin(line);
  }
}

function thin(line: unknown[]): void {
  const half = line.length >> 1;
  let kept = 0;
  for (let at = 0; at < line.length; at += 1) if (at >= half || at % 2 === 0) line[kept++] = line[at];
  line.length = kept;
}
