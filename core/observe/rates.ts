import type { ProcessInfo } from '../process.ts';
import type { RawProcess } from '../reading.ts';

export type Rates = Pick<ProcessInfo, 'cpuPercent' | 'ioReadBytesPerSecond' | 'ioWriteBytesPerSecond'>;

/** At first sight there is nothing to compare with. */
export const NO_RATES: Rates = { cpuPercent: null, ioReadBytesPerSecond: null, ioWriteBytesPerSecond: null };

/** What one process used between two readings of it. */
export function ratesBetween(then: RawProcess, now: RawProcess, elapsedMs: number): Rates {
  const cpu = perMs(then.cpuTimeMs, now.cpuTimeMs, elapsedMs);
  const read = perMs(then.ioReadBytes, now.ioReadBytes, elapsedMs);
  const write = perMs(then.ioWriteBytes, now.ioWriteBytes, elapsedMs);
  return {
    cpuPercent: cpu === null ? null : Math.round(cpu * 1000) / 10,
    ioReadBytesPerSecond: read === null ? null : Math.round(read * 1000),
    ioWriteBytesPerSecond: write === null ? null : Math.round(write * 1000),
  };
}

function perMs(then: number | null, now: number | null, elapsedMs: number): number | null {
  return now === null || then === null ? null : Math.max(0, now - then) / elapsedMs;
}

/** Whether it used anything in between: then its rates fall to nothing, should it use no more. */
export const usedAny = (then: RawProcess, now: RawProcess): boolean =>
  rose(then.cpuTimeMs, now.cpuTimeMs) ||
  rose(then.ioReadBytes, now.ioReadBytes) ||
  rose(then.ioWriteBytes, now.ioWriteBytes);

const rose = (then: number | null, now: number | null): boolean =>
  now !== null && then !== null && now > then;
