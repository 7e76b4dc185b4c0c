import { withValues } from '../../query/written.ts';
import type { Field } from '../../query.ts';
import { HEAD_FIELDS, HOST_FIELDS, PROCESS_FIELDS } from '../fields.ts';
import type { Snapshot, SnapshotHost, SnapshotProcess } from '../snapshot.ts';
import { type Hosts, withoutHosts } from './hosts.ts';
import { Pseudonyms, type Replacement } from './pseudonyms.ts';
import { withoutSecrets } from './secrets.ts';
import { anyAccount, anyWord, isStandardUser, usersIn, withoutHomes, withoutUids } from './users.ts';

export interface Redaction {
  readonly snapshot: Snapshot;
  /** What was replaced by what: for a look before it is given away, not to be given away with it. */
  readonly replacements: readonly Replacement[];
}

/** The ranges that are kept for examples, RFC 5737 and RFC 3849. */
function exampleAddress(number: number): string {
  const blocks = ['192.0.2', '198.51.100', '203.0.113'];
  const block = blocks[Math.floor((number - 1) / 254)];
  return block === undefined ? `2001:db8::${number.toString(16)}` : `${block}.${((number - 1) % 254) + 1}`;
}
const EXAMPLE_ADDRESS = /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$|^2001:db8::[0-9a-f]+$/i;

/** The first uid of a person; smaller ones are those of services. */
const FIRST_PERSON = 1000;
const FIRST_PERSON_MACOS = 500;
/** `nobody`, and what is above it: dynamic and mapped users. */
const LAST_PERSON = 65_533;

/** As much of a command line as the sampler reads; a longer one could only come from a file made to keep us busy. */
const TEXT_MOST = 32 * 1024;

/** People get 1001, 1002 … in the order of their own numbers. */
function uidsOf(snapshot: Snapshot): (uid: number) => number {
  const first = snapshot.host.platform === 'darwin' ? FIRST_PERSON_MACOS : FIRST_PERSON;
  const isPerson = (uid: number): boolean => uid >= first && (uid <= LAST_PERSON || uid > 65_535);
  const people = new Set<number>();
  for (const { uid } of snapshot.processes) if (uid !== null && isPerson(uid)) people.add(uid);
  const given = new Map(
    [...people].sort((a, b) => a - b).map((uid, index) => [uid, FIRST_PERSON + 1 + index]),
  );
  return (uid) => given.get(uid) ?? (isPerson(uid) ? FIRST_PERSON : uid);
}

/**
 * The same snapshot without what says who and where: users, homes, machines, addresses, and arguments and
 * variables that look like secrets. Each is replaced by the same pseudonym wherever it stands, so the tree
 * still makes sense; the shape, the states, the times and the numbers stay. What is redacted already stays as
 * it is. No rule knows every secret, so look at the result before you give it away.
 */
export function redact(snapshot: Snapshot): Redaction {
  const { host, processes } = snapshot;
  const users = new Pseudonyms('user', (number) => `user${number}`, /^user\d+$/);
  const hosts = new Pseudonyms('host', (number) => `host${number}`, /^host\d+$/);
  const addresses = new Pseudonyms('address', exampleAddress, EXAMPLE_ADDRESS);
  const secrets = new Pseudonyms('secret', (number) => `secret${number}`, /^secret\d+$/);

  const accounts = usersIn(
    processes,
    processes.flatMap(({ command, cgroup }) => (cgroup === null ? [command] : [command, cgroup])),
  );
  users.introduce(accounts);
  const userOf = (name: string): string => (isStandardUser(name) ? name : users.of(name));

  const programs = new Set(processes.map(({ name }) => name));
  const plainUsers = anyWord(accounts.filter((name) => !programs.has(name) && name.length > 1));
  const ambiguousUsers = anyAccount(accounts.filter((name) => programs.has(name) || name.length === 1));
  const uidOf = uidsOf(snapshot);
  const short = host.hostname.split('.')[0] ?? '';
  const ownNames = [host.hostname, short].filter(
    (name) => name.length > 1 && name !== 'localhost' && !programs.has(name),
  );
  const ownName = host.hostname.toLowerCase();
  hosts.introduce([ownName]);
  const machines: Hosts = { names: hosts, addresses, ownName, own: anyWord([...new Set(ownNames)]) };

  const clean = (whole: string): string => {
    const text = whole.length > TEXT_MOST ? `${whole.slice(0, TEXT_MOST)}…` : whole;
    let result = withoutSecrets(text, secrets, userOf);
    result = withoutHomes(result, userOf);
    result = withoutHosts(result, machines, userOf);
    if (ambiguousUsers !== null) result = result.replace(ambiguousUsers, userOf);
    if (plainUsers !== null) result = result.replace(plainUsers, userOf);
    return withoutUids(result, uidOf);
  };

  // Where the system knows no name for a uid, ps shows the number.
  const cleanUser = (user: string, uid: number | null): string =>
    uid !== null && user === String(uid) ? String(uidOf(uid)) : userOf(user);

  const cleanValue = (field: Field, value: string): string => {
    if (field !== 'user' && field !== 'uid') return value;
    if (/^\d+$/.test(value)) return String(uidOf(Number(value)));
    return value.toLowerCase() === 'me' ? value : userOf(value);
  };

  const cleanHost = (original: SnapshotHost): SnapshotHost => ({
    ...unknownCleaned(original, HOST_FIELDS, clean),
    hostname: original.hostname === 'localhost' ? 'localhost' : hosts.of(ownName),
    release: clean(original.release),
    bootId: null,
  });
  const cleanProcess = (process: SnapshotProcess): SnapshotProcess => ({
    ...unknownCleaned(process, PROCESS_FIELDS, clean),
    uid: process.uid === null ? null : uidOf(process.uid),
    user: process.user === null ? null : cleanUser(process.user, process.uid),
    name: clean(process.name),
    command: clean(process.command),
    tty: process.tty === null ? null : clean(process.tty),
    cgroup: process.cgroup === null ? null : clean(process.cgroup),
  });

  const redacted: Snapshot = {
    ...unknownCleaned(
      snapshot,
      { ...HEAD_FIELDS, format: true, version: true, host: true, processes: true },
      clean,
    ),
    host: cleanHost(host),
    query: snapshot.query === null ? null : clean(withValues(snapshot.query, cleanValue)),
    redacted: true,
    processes: processes.map(cleanProcess),
  };
  return {
    snapshot: redacted,
    replacements: [users, hosts, addresses, secrets].flatMap((kind) => kind.replacements),
  };
}

/** Fields of a later version may hold anything: every text in them is redacted too. */
function unknownCleaned<T extends object>(
  object: T,
  known: Readonly<Record<string, unknown>>,
  clean: (text: string) => string,
): T {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      Object.hasOwn(known, name) ? value : deep(value, clean),
    ]),
  ) as T;
}

/** The reader bounds how deep a value can be. */
function deep(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((item) => deep(item, clean));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, deep(item, clean)]));
  }
  return value;
}
