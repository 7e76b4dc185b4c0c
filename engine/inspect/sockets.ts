import type { Socket } from '../../core/inspection.ts';
import { addressOf } from './internet-address.ts';
import { textOf } from './proc-files.ts';

/** A file of `/proc/PID/net`: a line for each socket, and in which column of it the inode is. */
interface Table {
  readonly file: string;
  readonly inodeAt: number;
  read(words: readonly string[], line: string): Socket;
}

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

/** include/uapi/linux/in.h: those that a program sends by itself. */
const IP_PROTOCOLS: Readonly<Record<number, string>> = {
  1: 'icmp',
  2: 'igmp',
  6: 'tcp',
  17: 'udp',
  47: 'gre',
  58: 'icmpv6',
  89: 'ospf',
  112: 'vrrp',
  255: 'any',
};

/** include/uapi/linux/netlink.h. */
const NETLINK_FAMILIES: Readonly<Record<number, string>> = {
  0: 'route',
  2: 'usersock',
  4: 'sock_diag',
  6: 'xfrm',
  7: 'selinux',
  8: 'iscsi',
  9: 'audit',
  11: 'connector',
  12: 'netfilter',
  15: 'kobject_uevent',
  16: 'generic',
  20: 'rdma',
  21: 'crypto',
};

/** include/uapi/linux/if_ether.h. */
const ETHER_TYPES: Readonly<Record<string, string>> = {
  '0003': 'everything',
  '0800': 'IPv4',
  '0806': 'ARP',
  '86DD': 'IPv6',
  '888E': 'EAPOL',
  '88CC': 'LLDP',
};

/** SOCK_STREAM is the usual one, and goes without saying. */
const UNIX_TYPES: Readonly<Record<string, string>> = { '0002': ' datagram', '0005': ' seqpacket' };

const TABLES: readonly Table[] = [
  ...['tcp', 'tcp6'].map((file) => withPorts(file, (code) => TCP_STATES[code - 1] ?? null)),
  ...['udp', 'udp6', 'udplite', 'udplite6', 'icmp', 'icmp6'].map((file) => withPorts(file, () => null)),
  raw('raw'),
  raw('raw6'),
  {
    file: 'unix',
    inodeAt: 6,
    read: ([, , , flags, type, state], line) => ({
      protocol: `unix${UNIX_TYPES[type ?? ''] ?? ''}`,
      // All that is left of the line: a path may have blanks in it.
      local: /^(?:\S+ +){6}\S+ (.*)$/.exec(line)?.[1] ?? '',
      remote: null,
      // __SO_ACCEPTCON, include/linux/net.h; SS_CONNECTED is 3.
      state: flags === '00010000' ? 'listening' : state === '03' ? 'connected' : null,
    }),
  },
  {
    file: 'netlink',
    inodeAt: 9,
    read: ([, family = '', , groups]) => ({
      protocol: 'netlink',
      local: NETLINK_FAMILIES[Number(family)] ?? `family ${family}`,
      remote: null,
      // It is told what happens, and need not ask.
      state: groups === '00000000' ? null : 'listening',
    }),
  },
  {
    file: 'packet',
    inodeAt: 8,
    read: ([, , , type = '', device]) => ({
      protocol: 'packet',
      local: ETHER_TYPES[type.toUpperCase()] ?? `0x${type}`,
      remote: null,
      state: device === '0' ? null : `on network device ${device}`,
    }),
  },
];

/** Addresses with ports, of this side and of the other. */
function withPorts(file: string, stateOf: (code: number) => string | null): Table {
  return {
    file,
    inodeAt: 9,
    read: ([, local = '', remote = '', state = '']) => {
      const far = addressOf(remote);
      return {
        protocol: file,
        local: addressOf(local),
        remote: far.endsWith(':*') ? null : far,
        state: stateOf(Number.parseInt(state, 16)),
      };
    },
  };
}

/** These have no ports, and the number of their protocol in the place of one. */
function raw(file: string): Table {
  const withoutPort = (address: string): string => addressOf(address).replace(/:[^:]*$/, '');
  return {
    file,
    inodeAt: 9,
    read: ([, local = '', remote = '']) => {
      const protocol = Number.parseInt(local.split(':')[1] ?? '', 16);
      return {
        protocol: `${file} ${IP_PROTOCOLS[protocol] ?? protocol}`,
        local: withoutPort(local),
        remote: /^0+:/.test(remote) ? null : withoutPort(remote),
        state: null,
      };
    },
  };
}

/**
 * These sockets by their inodes, as far as the network lists them which the process is in.
 * @param folder - of the process, in `/proc`: each may be in a network of its own
 */
export async function socketsOf(
  folder: string,
  inodes: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Socket>> {
  const sockets = new Map<number, Socket>();
  await Promise.all(
    TABLES.map(async ({ file, inodeAt, read }) => {
      // No kernel has all of them.
      const text = await textOf(folder, `net/${file}`).catch(() => '');
      for (const line of text.split('\n').slice(1)) {
        const words = line.trim().split(/\s+/);
        const inode = Number(words[inodeAt]);
        if (inodes.has(inode)) sockets.set(inode, read(words, line));
      }
    }),
  );
  return sockets;
}
