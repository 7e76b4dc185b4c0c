import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, endianness, hostname, platform, release, totalmem, uptime } from 'node:os';
import type { Host } from '../../core/process.ts';

function line(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

/** AT_PAGESZ and AT_CLKTCK, getauxval(3) */
const AUXILIARY = { PAGESIZE: 6, CLK_TCK: 17 } as const;
const NARROW: readonly string[] = ['arm', 'ia32', 'mips', 'mipsel', 'ppc', 's390'];

/** What the kernel handed us at our start: pairs of machine words in `/proc/self/auxv`, proc(5). */
function auxiliary(type: number): number | null {
  try {
    const vector = readFileSync('/proc/self/auxv');
    const bytes = NARROW.includes(arch()) ? 4 : 8;
    const word = (at: number): number =>
      endianness() === 'LE'
        ? vector.readUIntLE(at, Math.min(bytes, 6))
        : vector.readUIntBE(at + bytes - 4, 4);
    for (let at = 0; at + 2 * bytes <= vector.length; at += 2 * bytes) {
      if (word(at) === type) return word(at + bytes);
    }
    return null;
  } catch {
    return null;
  }
}

/** A figure of the system: told by Linux at no cost, elsewhere by `getconf`, or what nearly every system has. */
function configured(name: keyof typeof AUXILIARY, usual: number): number {
  const told = auxiliary(AUXILIARY[name]);
  if (told !== null) return told;
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

/**
 * By how much later than `bootTime` says the system booted, in milliseconds: that has no fraction of a second, and
 * `/proc/uptime` has hundredths, proc(5). 0 where they do not agree, or nothing tells.
 */
export function bootFractionMs({ bootTime }: Pick<Host, 'bootTime'>): number {
  const up = Number.parseFloat(line('/proc/uptime') ?? '');
  const late = Date.now() - up * 1000 - (bootTime ?? Number.NaN);
  return late > 0 && late < 1000 ? late : 0;
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
