import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, hostname, platform, release, totalmem, uptime } from 'node:os';
import type { Host } from '../../core/process.ts';

function line(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

/** `getconf NAME`, or what nearly every system answers. */
function configured(name: string, usual: number): number {
  try {
    const value = Number(execFileSync('getconf', [name], { encoding: 'utf8', timeout: 2_000 }).trim());
    return Number.isInteger(value) && value > 0 ? value : usual;
  } catch {
    return usual;
  }
}

/** Milliseconds since the epoch; `btime` of `/proc/stat` on Linux, in whole seconds as ps(1) uses it. */
function bootTime(): number | null {
  const stat = line('/proc/stat');
  const seconds = stat === null ? undefined : /^btime (\d+)$/m.exec(stat)?.[1];
  if (seconds !== undefined) return Number(seconds) * 1000;
  return Math.round(Date.now() / 1000 - uptime()) * 1000;
}

let known: Host | null = null;

/** The machine we run on; read once. */
export function thisHost(): Host {
  known ??= {
    hostname: hostname(),
    platform: platform(),
    release: release(),
    arch: arch(),
    bootId: line('/proc/sys/kernel/random/boot_id'),
    bootTime: bootTime(),
    cpus: cpus().length,
    memoryBytes: totalmem(),
    clockTicksPerSecond: configured('CLK_TCK', 100),
    pageSizeBytes: configured('PAGESIZE', 4096),
  };
  return known;
}
