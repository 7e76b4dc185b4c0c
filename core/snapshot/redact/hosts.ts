import type { Pseudonyms } from './pseudonyms.ts';

/** Addresses that say nothing about anybody. */
const LOOPBACK =
  /^(?:localhost(?:\.localdomain)?|127(?:\.\d{1,3}){3}|0\.0\.0\.0|255\.255\.255\.255|\[?::1?\]?|\*)$/i;

const IPV4 = /(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.])/g;
/** With `::`, or five groups at least: a clock has three. Ethernet addresses are among them. */
const IPV6 =
  /(?<![\w:])(?:(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?)(?![\w:])/gi;

/** `scheme://[user@]host`. */
const IN_ADDRESS =
  /(?<=[a-z][a-z0-9+.-]*:\/\/(?:[^\s/@]*@)?)(\[[0-9a-f:.]+\]|[^\s/:?#"'<>@[\]]+)(?=$|[\s/:?#"'<>])(?![^\s/@]*@)/gi;
/** `scheme://user@` and `scheme://user:password@`. */
const ACCOUNT_IN_ADDRESS = /(?<=[a-z][a-z0-9+.-]*:\/\/)([^\s/:@]+)(?=(?::[^\s/@]*)?@)/gi;
/** A name in full, by the ends that such names have. */
const FULL_NAME =
  /(?<![\w./@-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|edu|gov|io|dev|cloud|ai|local|internal|intranet|lan|corp|eu|de|at|ch|fr|it|es|nl|be|dk|se|no|fi|pl|cz|uk|ie|us|ca|br|in|cn|jp|kr|ru|au|nz|za)(?![\w.-])/gi;
const ACCOUNT = /(?<=^|[\s="',(])([A-Za-z0-9._+-]+)@([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?![\w.])/g;
/** What follows an @ without being a host: `foo@1.2.3`, `getty@tty1.service`, a process's key. */
const NO_HOST =
  /^(?:[v^~]?\d[\w.-]*|latest|next|.*\.(?:service|socket|timer|target|mount|slice|scope|device))$/;

const SSH = /^(?:\S*\/)?(?:ssh|scp|sftp|mosh|rsync|ssh-copy-id|autossh)\s/;
/** Options of ssh(1) that take a value. */
const SSH_WITH_VALUE = /^-[BbcDEeFIiJLlmOoPpQRSWw]$/;

/** A token in the place of the account has been replaced before. */
const IS_SECRET = /^secret\d+$/;

export interface Hosts {
  readonly names: Pseudonyms;
  readonly addresses: Pseudonyms;
  /** The machine's own name in full. */
  readonly ownName: string;
  /** Finds that name, and the part before its first dot; `null` where a program bears it as well. */
  readonly own: RegExp | null;
}

const host = (name: string, { names, addresses }: Hosts): string => {
  if (LOOPBACK.test(name)) return name;
  const bare = name.replace(/^\[|\]$/g, '');
  return new RegExp(`^(?:${IPV4.source}|${IPV6.source})$`, 'i').test(bare)
    ? addresses.of(bare)
    : names.of(name.toLowerCase());
};

/** The host in `ssh [options] host …`, and in `host:path` of scp and rsync. */
function withoutSshHost(command: string, hosts: Hosts): string {
  const words = command.split(/(\s+)/);
  const isSsh = /^(?:\S*\/)?(?:ssh|mosh|autossh|sftp|ssh-copy-id)$/.test(words[0] ?? '');
  for (let at = 2; at < words.length; at += 2) {
    const word = words[at] ?? '';
    if (SSH_WITH_VALUE.test(word)) {
      at += 2;
      continue;
    }
    if (isSsh && word.includes('@')) break;
    if (word === '' || word.startsWith('-') || word.includes('@') || word.includes('://')) continue;
    const remote = /^([A-Za-z0-9][\w.-]*):/.exec(word)?.[1];
    if (remote !== undefined) words[at] = host(remote, hosts) + word.slice(remote.length);
    else if (isSsh) {
      words[at] = host(word, hosts);
      break;
    }
  }
  return words.join('');
}

/** The text without the names and addresses of machines; `user` says what stands for an account on one. */
export function withoutHosts(text: string, hosts: Hosts, user: (name: string) => string): string {
  let clean = SSH.test(text) ? withoutSshHost(text, hosts) : text;
  clean = clean
    .replace(ACCOUNT, (all, name: string, at: string) =>
      NO_HOST.test(at) || !(at.includes('.') || SSH.test(text)) ? all : `${user(name)}@${host(at, hosts)}`,
    )
    .replace(ACCOUNT_IN_ADDRESS, (name) => (IS_SECRET.test(name) ? name : user(name)))
    .replace(IN_ADDRESS, (name) => host(name, hosts))
    .replace(FULL_NAME, (name) => host(name, hosts));
  if (hosts.own !== null) clean = clean.replace(hosts.own, () => hosts.names.of(hosts.ownName));
  return clean
    .replace(IPV4, (name) => (LOOPBACK.test(name) ? name : hosts.addresses.of(name)))
    .replace(IPV6, (name) => (LOOPBACK.test(name) ? name : hosts.addresses.of(name.toLowerCase())));
}
