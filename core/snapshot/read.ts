import { counted } from '../format.ts';
import { fail, ok, type Result } from '../result.ts';
import { type Field, HEAD_FIELDS, HOST_FIELDS, PROCESS_FIELDS } from './fields.ts';
import { type ShapeLimits, tooMuchOf } from './json-shape.ts';
import { generationsOf, ringIn } from './ring.ts';
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION, type Snapshot, type SnapshotProcess } from './snapshot.ts';

/**
 * What a file may hold. Linux gives out 4,194,304 pids at most (proc(5), pid_max) and a process takes about
 * 700 bytes, so a machine with 180,000 processes fits.
 */
export const SNAPSHOT_LIMITS = {
  bytes: 128 * 1024 * 1024,
  processes: 250_000,
  generations: 4_096,
} as const;

/** A process has some thirty fields, three of them lists or objects; a later version may add to both. */
export const SHAPE_LIMITS: ShapeLimits = {
  nesting: 32,
  values: SNAPSHOT_LIMITS.processes * 100,
  containers: SNAPSHOT_LIMITS.processes * 10,
  names: 1_000,
};

/** A head without processes is shorter, in characters. */
const HEAD_MOST = 64 * 1024;

type Loose = Record<string, unknown>;

const refuse = (message: string, hint?: string): Result<never> => fail('invalid', message, hint);

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const tooLarge = (bytes: number): Result<never> =>
  refuse(
    `The file has ${Math.round(bytes / 1024 / 1024).toLocaleString('en')} MB; snapshots have ${SNAPSHOT_LIMITS.bytes / 1024 / 1024} MB at most.`,
    'Take it with a query, so that it holds only what you need.',
  );

/**
 * Reads a snapshot, written as JSON or as lines of JSON. Answers what is wrong with the first thing that is:
 * a file from anywhere must not hang or crash whoever opens it. Fields that this version does not know stay
 * as they are, and those that an older one did not write count as not told.
 */
export function readSnapshot(text: string): Result<Snapshot> {
  // At least a byte each; whoever reads the file has looked at its size before.
  if (text.length > SNAPSHOT_LIMITS.bytes) return tooLarge(text.length);
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (json.trim() === '')
    return refuse('The file is empty.', 'Open a snapshot that Reaptree has exported as JSON.');
  const tooMuch = tooMuchOf(json, SHAPE_LIMITS);
  if (tooMuch !== null) {
    return refuse(
      tooMuch === 'nesting'
        ? `The file is nested more than ${SHAPE_LIMITS.nesting} levels deep; a snapshot is not.`
        : 'The file holds more values than a snapshot of the largest machine.',
      'Open a snapshot that Reaptree has exported.',
    );
  }
  const first = firstLine(json);
  return first !== null && 'processCount' in first ? readLines(json, first) : readWhole(json);
}

/** The first line where it is an object by itself, as in NDJSON. */
function firstLine(json: string): Loose | null {
  const end = json.indexOf('\n');
  if (end === -1 || end > HEAD_MOST) return null;
  try {
    const value: unknown = JSON.parse(json.slice(0, end));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function readWhole(json: string): Result<Snapshot> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (!/[\]}]$/.test(json.trimEnd())) return cutShort();
    return refuse(
      `The file is not JSON: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}.`,
      'Open a snapshot that Reaptree has exported as JSON.',
    );
  }
  if (!isObject(value)) return notOurs();
  return readValue(value);
}

const cutShort = (): Result<never> =>
  refuse('The file is cut short: it ends in the middle.', 'Copy or export it again.');

const notOurs = (): Result<never> =>
  refuse(
    'The file is not a Reaptree snapshot.',
    'Open a file that "reaptree snapshot" or Export has written.',
  );

function readLines(json: string, head: Loose): Result<Snapshot> {
  const { processCount, ...rest } = head;
  const processes: unknown[] = [];
  const lines = json.split('\n');
  for (let number = 1; number < lines.length; number++) {
    const line = lines[number] ?? '';
    if (line.trim() === '') continue;
    try {
      processes.push(JSON.parse(line));
    } catch {
      if (number === lines.length - 1) return cutShort();
      return refuse(`Line ${number + 1} of the file is not JSON.`, 'Copy or export it again.');
    }
  }
  if (!Number.isSafeInteger(processCount) || processes.length < (processCount as number)) return cutShort();
  if (processes.length > (processCount as number)) {
    return refuse(
      `The file names ${counted(processCount as number, 'process', 'processes')} and holds ${processes.length}.`,
      'Copy or export it again.',
    );
  }
  return readValue({ ...rest, processes });
}

/** Checks what was parsed. */
export function readValue(value: Loose): Result<Snapshot> {
  if (value.format !== SNAPSHOT_FORMAT) return notOurs();
  if (value.version !== SNAPSHOT_VERSION) {
    return refuse(
      `The snapshot has version ${shown(value.version)} of the format; this Reaptree reads version ${SNAPSHOT_VERSION}.`,
      'Open it with a newer Reaptree.',
    );
  }
  const head = checked(value, HEAD_FIELDS, '');
  if (!head.ok) return head;
  if (!isObject(value.host))
    return refuse('“host” is not an object.', 'The file was not written by Reaptree.');
  const host = checked(value.host, HOST_FIELDS, 'host.');
  if (!host.ok) return host;
  const processes = readProcesses(value.processes);
  if (!processes.ok) return processes;
  return ok({ ...head.value, host: host.value, processes: processes.value } as unknown as Snapshot);
}

function readProcesses(list: unknown): Result<SnapshotProcess[]> {
  if (!Array.isArray(list))
    return refuse('“processes” is not a list.', 'The file was not written by Reaptree.');
  if (list.length > SNAPSHOT_LIMITS.processes) {
    return refuse(
      `The snapshot holds ${list.length.toLocaleString('en')} processes; ${SNAPSHOT_LIMITS.processes.toLocaleString('en')} are the most.`,
      'Take it with a query, so that it holds only what you need.',
    );
  }
  const processes: SnapshotProcess[] = [];
  const seen = new Map<number, number>();
  for (const [index, item] of list.entries()) {
    const path = `processes[${index}]`;
    if (!isObject(item))
      return refuse(`“${path}” is not an object.`, 'The file was not written by Reaptree.');
    const read = checked(item, PROCESS_FIELDS, `${path}.`);
    if (!read.ok) return read;
    const process = read.value as unknown as SnapshotProcess;
    if (!process.key.startsWith(`${process.pid}@`)) {
      return refuse(`“${path}.key” is ${shown(process.key)}, but its pid is ${process.pid}.`);
    }
    const other = seen.get(process.pid);
    if (other !== undefined) {
      return refuse(`The pid ${process.pid} is there twice: as processes[${other}] and as ${path}.`);
    }
    seen.set(process.pid, index);
    processes.push(process);
  }
  const ring = ringIn(processes);
  if (ring !== null) {
    return refuse(`The parents of the processes ${ring.join(', ')} go around in a circle.`);
  }
  const generations = generationsOf(processes);
  if (generations > SNAPSHOT_LIMITS.generations) {
    return refuse(
      `The tree has ${generations.toLocaleString('en')} generations; ${SNAPSHOT_LIMITS.generations.toLocaleString('en')} are the most.`,
      'The file was not written by Reaptree.',
    );
  }
  return ok(processes.sort((a, b) => a.pid - b.pid));
}

/** The object itself where nothing lacks, else a copy in which what lacks is filled in. */
export function checked(object: Loose, fields: Readonly<Record<string, Field>>, path: string): Result<Loose> {
  let complete = object;
  for (const [name, field] of Object.entries(fields)) {
    if (!Object.hasOwn(object, name)) {
      if (!('absent' in field))
        return refuse(`“${path}${name}” is missing.`, 'The file was not written by Reaptree.');
      if (complete === object) complete = { ...object };
      complete[name] = field.absent;
    } else if (!field.is(object[name])) {
      return refuse(
        `“${path}${name}” is ${shown(object[name])}, not ${field.what}.`,
        'The file was changed, or not written by Reaptree.',
      );
    }
  }
  return ok(complete);
}

/** A short look at what stands there instead. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
