import type { Socket } from '../../core/inspection.ts';
import { textOf } from './proc-files.ts';

/** include/net/tcp_states.h, from 1. */
const TCP_STATES = [
  'established',
  'syn sent',
  'syn received',
  'fin wait 1',
  'fin wait 2',
  'time wait',
  'closed',
  'close wait',
  'last ack',
  'listening',
  'closing',
];

/** `0100007F:0050` as `127.0.0.1:80`: words of four bytes, each in the order of this machine. */
export function addressOf(hex: string): string {
  const [digits = '', port = '0'] = hex.split(':');
  const bytes: number[] = [];
  for (let word = 0; word < digits.length; word += 8) {
    for (let byte = 6; byte >= 0; byte -= 2) {
      bytes.push(Number.parseInt(digits.slice(word + byte, word + byte + 2), 16));
    }
  }
  const number = Number.parseInt(port, 16);
  const shown = number === 0 ? '*' : String(number);
  if (bytes.length === 4) return `${bytes.join('.')}:${shown}`;
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  if (mapped) return `${bytes.slice(12).join('.')}:${shown}`;
  return `[${shortened(bytes)}]:${shown}`;
}

/** The longest run of zeros left out, as everybody writes it. */
function shortened(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)).toString(16),
  );
  const longest = groups
    .join(':')
    .match(/(?:^|:)0(?::0)+(?=:|$)/g)
    ?.sort((a, b) => b.length - a.length)[0];
  const text = groups.join(':');
  return longest === undefined
    ? text
    : text
        .replace(longest, ':')
        .replace(/^:(?!:)/, '::')
        .replace(/([^:]):$/, '$1::');
}

/** The sockets of the network that a process is in, by inode. */
export async function socketsOf(pid: number): Promise<ReadonlyMap<number, Socket>> {
  const sockets = new Map<number, Socket>();
  const files = await Promise.all(
    ['tcp', 'tcp6', 'udp', 'udp6', 'unix'].map((name) => textOf(pid, `net/${name}`).catch(() => '')),
  );
  for (const [index, protocol] of ['tcp', 'tcp6', 'udp', 'udp6'].entries()) {
    for (const line of lines(files[index])) {
      const words = line.trim().split(/\s+/);
      const [, local, remote, state, , , , , , inode] = words;
      if (local === undefined || remote === undefined || inode === undefined) continue;
      const far = addressOf(remote);
      sockets.set(Number(inode), {
        protocol,
        local: addressOf(local),
        remote: far.endsWith(':*') ? null : far,
        state: protocol.startsWith('tcp') ? (TCP_STATES[Number.parseInt(state ?? '', 16) - 1] ?? null) : null,
      });
    }
  }
  for (const line of lines(files[4])) {
    const [, , , flags, type, state, inode, path] = line.trim().split(/\s+/);
    if (inode === undefined) continue;
    sockets.set(Number(inode), {
      protocol: type === '0002' ? 'unix datagram' : 'unix',
      local: path ?? '',
      remote: null,
      // __SO_ACCEPTCON, include/linux/net.h; SS_CONNECTED is 3.
      state: flags === '00010000' ? 'listening' : state === '03' ? 'connected' : null,
    });
  }
  return sockets;
}

const lines = (text: string | undefined): string[] => (text ?? '').trim().split('\n').slice(1);
