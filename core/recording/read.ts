import type { Delta, ProcessChange, SampleFacts } from '../delta.ts';
import { EVENT_KINDS, type EventKind, type ProcessEvent } from '../events.ts';
import type { ProcessInfo, ProcessKey } from '../process.ts';
import { fail, ok, type Result } from '../result.ts';
import {
  count,
  exit,
  type Field,
  HEAD_FIELDS,
  HOST_FIELDS,
  isObject,
  key,
  orNull,
  PROCESS_FIELDS,
  pid,
  share,
  text,
} from '../snapshot/fields.ts';
import { tooMuchOf } from '../snapshot/json-shape.ts';
import { checked, SHAPE_LIMITS, SNAPSHOT_LIMITS } from '../snapshot/read.ts';
import { generationsOf } from '../snapshot/ring.ts';
import {
  type Keyframe,
  RECORDING_FORMAT,
  RECORDING_LIMITS,
  RECORDING_VERSION,
  type RecordingHead,
} from './recording.ts';

type Loose = Record<string, unknown>;

const refuse = (message: string, hint?: string): Result<never> => fail('invalid', message, hint);

export const notARecording = (): Result<never> =>
  refuse('The file is not a Reaptree recording.', 'Open a file that Reaptree has recorded.');

/** In a recording times are milliseconds since the epoch. */
const ROW_FIELDS: Readonly<Record<keyof ProcessInfo, Field>> = {
  ...PROCESS_FIELDS,
  startedAt: orNull(share),
  zombieSince: orNull(share),
};

const FACTS_FIELDS: Readonly<Record<keyof SampleFacts, Field>> = {
  takenAt: share,
  costMs: { ...share, absent: 0 },
  processes: { ...count, absent: 0 },
  zombies: { ...count, absent: 0 },
  orphans: { ...count, absent: 0 },
  cpuPercent: orNull(share),
  memoryUsedBytes: orNull(share),
  precision: {
    what: '"exact", "watched" or "sampled"',
    is: (value) => value === 'exact' || value === 'watched' || value === 'sampled',
    absent: 'sampled',
  },
};

/** Whatever happens, and in each kind what it tells besides. Who did it is absent in older recordings. */
const EVENT_FIELDS: Readonly<Record<string, Field>> = { at: share, key, pid, name: text };
const HAPPENING_FIELDS: Readonly<Record<EventKind, Readonly<Record<string, Field>>>> = {
  started: { ppid: pid, parent: orNull(key), command: { ...text, absent: '' } },
  exec: { command: text },
  zombie: { exit: orNull(exit) },
  reaped: { by: pid, reaper: orNull(key), exit: orNull(exit) },
  ended: { exit: orNull(exit) },
  reparented: { from: pid, to: pid, formerParent: orNull(key), adopter: orNull(key) },
  stopped: {},
  continued: {},
};

/** One line as an object; a text that would be too much for a parser is not even parsed. */
function parsed(line: string): Result<Loose> {
  if (tooMuchOf(line, { ...SHAPE_LIMITS, nesting: RECORDING_LIMITS.nesting }) !== null) {
    return refuse('A line of the recording holds more, or is nested deeper, than any recording.');
  }
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? ok(value) : refuse('A line of the recording is not an object.');
  } catch {
    return refuse('A line of the recording is not JSON.');
  }
}

export function readHead(line: string): Result<RecordingHead> {
  const value = parsed(line);
  if (!value.ok || value.value.format !== RECORDING_FORMAT) return notARecording();
  if (value.value.version !== RECORDING_VERSION) {
    return refuse(
      `The recording has version ${JSON.stringify(value.value.version)?.slice(0, 40)}; this Reaptree reads version ${RECORDING_VERSION}.`,
      'Open it with the Reaptree that made it, or with a later one.',
    );
  }
  const { host, source } = value.value;
  if (!isObject(host)) return refuse('“host” is not an object.');
  const checkedHost = checked(host, HOST_FIELDS, 'host.');
  if (!checkedHost.ok) return checkedHost;
  const checkedSource = checked({ source }, { source: HEAD_FIELDS.source }, '');
  if (!checkedSource.ok) return checkedSource;
  return ok({ ...value.value, host: checkedHost.value } as unknown as RecordingHead);
}

export function readKeyframe(line: string): Result<Keyframe> {
  const value = parsed(line);
  if (!value.ok) return value;
  const { kind, seq, facts, processes } = value.value;
  if (kind !== 'full' || !count.is(seq)) return refuse('A keyframe of the recording is none.');
  const checkedFacts = factsFrom(facts);
  if (!checkedFacts.ok) return checkedFacts;
  const rows = rowsFrom(processes);
  if (!rows.ok) return rows;
  const deep = tooDeep(rows.value);
  if (deep !== null) return deep;
  return ok({ kind: 'full', seq: seq as number, facts: checkedFacts.value, processes: rows.value });
}

/** The lines of one block. */
export function readDeltas(text: string): Result<Delta[]> {
  const deltas: Delta[] = [];
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end === -1 ? text.length : end);
    from = end === -1 ? text.length : end + 1;
    const delta = deltaFrom(line);
    if (!delta.ok) return delta;
    const before = deltas.at(-1);
    if (before !== undefined && delta.value.seq !== before.seq + 1) {
      return refuse('The samples of the recording are not in order.');
    }
    deltas.push(delta.value);
  }
  return deltas.length === 0 ? refuse('A block of the recording is empty.') : ok(deltas);
}

/** A machine with so many generations is none, and whoever draws it would be busy with it for ever. */
export function tooDeep(processes: readonly ProcessInfo[]): Result<never> | null {
  const generations = generationsOf(processes);
  return generations > SNAPSHOT_LIMITS.generations
    ? refuse(`The tree has ${generations} generations; ${SNAPSHOT_LIMITS.generations} are the most.`)
    : null;
}

function factsFrom(value: unknown): Result<SampleFacts> {
  if (!isObject(value)) return refuse('“facts” is not an object.');
  const facts = checked(value, FACTS_FIELDS, 'facts.');
  return facts.ok ? ok(facts.value as unknown as SampleFacts) : facts;
}

function rowsFrom(list: unknown): Result<ProcessInfo[]> {
  if (!Array.isArray(list)) return refuse('“processes” is not a list.');
  if (list.length > SNAPSHOT_LIMITS.processes) {
    return refuse(`A moment of the recording holds ${list.length} processes, more than can be shown.`);
  }
  const rows = new Map<ProcessKey, ProcessInfo>();
  for (const item of list) {
    if (!isObject(item)) return refuse('A process of the recording is not an object.');
    const read = checked(item, ROW_FIELDS, '');
    if (!read.ok) return read;
    const row = read.value as unknown as ProcessInfo;
    if (!row.key.startsWith(`${row.pid}@`)) return refuse(`The key ${row.key} is not of the pid ${row.pid}.`);
    if (rows.has(row.key)) return refuse(`The process ${row.key} is there twice.`);
    rows.set(row.key, row);
  }
  return ok([...rows.values()]);
}

function deltaFrom(line: string): Result<Delta> {
  const value = parsed(line);
  if (!value.ok) return value;
  const { kind, seq, facts, added, changed = [], removed = [], events = [] } = value.value;
  if (kind !== 'delta' || !count.is(seq)) return refuse('A sample of the recording is none.');
  const checkedFacts = factsFrom(facts);
  if (!checkedFacts.ok) return checkedFacts;
  const rows = rowsFrom(added ?? []);
  if (!rows.ok) return rows;
  if (!Array.isArray(changed) || !changed.every(isChange)) return refuse('What changed is not told as such.');
  if (!Array.isArray(removed) || !removed.every(key.is)) return refuse('Who ended is not told as such.');
  const happened = eventsFrom(events);
  if (!happened.ok) return happened;
  return ok({
    kind: 'delta',
    seq: seq as number,
    facts: checkedFacts.value,
    added: rows.value,
    changed: changed as [ProcessKey, ProcessChange][],
    removed: removed as ProcessKey[],
    events: happened.value,
  });
}

/** A pair of a key and the columns that are different; columns of a later Reaptree are passed over. */
function isChange(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2 || !key.is(value[0]) || !isObject(value[1])) return false;
  for (const [column, is] of Object.entries(value[1])) {
    if (column === 'key' || column === 'pid') return false;
    if (Object.hasOwn(ROW_FIELDS, column) && !ROW_FIELDS[column as keyof ProcessInfo].is(is)) return false;
  }
  return true;
}

function eventsFrom(list: unknown): Result<ProcessEvent[]> {
  if (!Array.isArray(list)) return refuse('“events” is not a list.');
  const events: ProcessEvent[] = [];
  for (const item of list) {
    const event = isObject(item) ? eventFrom(item) : null;
    if (event === null) return refuse('What happened is not told as such.');
    if (!event.ok) return event;
    events.push(event.value);
  }
  return ok(events);
}

/** `null` where it is of no kind that is known. */
function eventFrom(item: Loose): Result<ProcessEvent> | null {
  const kind = EVENT_KINDS.find((one) => one === item.kind);
  if (kind === undefined) return null;
  const event = checked(item, EVENT_FIELDS, 'events.');
  if (!event.ok) return event;
  const whole = checked(event.value, HAPPENING_FIELDS[kind], 'events.');
  return whole.ok ? ok(whole.value as unknown as ProcessEvent) : whole;
}
