import type { Capabilities } from '../../core/inspection.ts';

/** By their bits, capabilities(7); newer ones have a number only until they are added here. */
const NAMES = [
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'LINUX_IMMUTABLE',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_ADMIN',
  'NET_RAW',
  'IPC_LOCK',
  'IPC_OWNER',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_CHROOT',
  'SYS_PTRACE',
  'SYS_PACCT',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_NICE',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'MKNOD',
  'LEASE',
  'AUDIT_WRITE',
  'AUDIT_CONTROL',
  'SETFCAP',
  'MAC_OVERRIDE',
  'MAC_ADMIN',
  'SYSLOG',
  'WAKE_ALARM',
  'BLOCK_SUSPEND',
  'AUDIT_READ',
  'PERFMON',
  'BPF',
  'CHECKPOINT_RESTORE',
];

/**
 * The capabilities of a mask as `/proc/PID/status` writes it, and those that are missing in it.
 * @param last - the highest that this kernel knows, `/proc/sys/kernel/cap_last_cap`
 */
export function capabilitiesIn(mask: string, last: number): Capabilities {
  const bits = /^[0-9a-f]+$/i.test(mask) ? BigInt(`0x${mask}`) : 0n;
  const has: string[] = [];
  const lacks: string[] = [];
  for (let bit = 0; bit <= last; bit += 1) {
    const set = (bits >> BigInt(bit)) & 1n ? has : lacks;
    set.push(`CAP_${NAMES[bit] ?? bit}`);
  }
  return { has, lacks };
}

/** As many as are known here, where the kernel does not tell. */
export const LAST_KNOWN = NAMES.length - 1;
