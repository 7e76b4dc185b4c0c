import { readFileSync } from 'node:fs';

/** The rest is for everybody else on the machine. */
const SHARE = 0.5;
/** Where the system does not say: macOS allows 2,000 and more. */
const UNKNOWN = 2_000;

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

/** A number in a file of the kernel's; `max` and `unlimited` are none. */
const numberIn = (text: string | null | undefined): number | null => {
  const value = Number(text?.trim() || Number.NaN);
  return Number.isFinite(value) && value > 0 ? value : null;
};

/** The limits of this process's control groups, of version 1 or 2. cgroups(7) */
function groupLimits(): (number | null)[] {
  const lines = (read('/proc/self/cgroup') ?? '').split('\n');
  return lines.flatMap((line) => {
    const [, controllers, path] = line.split(':');
    if (path === undefined) return [];
    if (controllers === '') return [numberIn(read(`/sys/fs/cgroup${path}/pids.max`))];
    return controllers === 'pids' ? [numberIn(read(`/sys/fs/cgroup/pids${path}/pids.max`))] : [];
  });
}

/**
 * How many processes the lab may have at once: a share of the tightest limit that there is, by pid_max (proc(5)), by
 * RLIMIT_NPROC (getrlimit(2)) and by the control groups.
 */
export function processesAllowed(): number {
  const own = /^Max processes +(\S+)/m.exec(read('/proc/self/limits') ?? '')?.[1];
  const limits = [numberIn(read('/proc/sys/kernel/pid_max')), numberIn(own), ...groupLimits()];
  const known = limits.filter((limit) => limit !== null);
  return known.length === 0 ? UNKNOWN : Math.floor(Math.min(...known) * SHARE);
}
