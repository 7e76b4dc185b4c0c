import { CSV_BEGIN, type CsvValue, csvLine } from '../snapshot/csv.ts';
import type { Incident, IncidentFormat } from './incident.ts';

export const INCIDENTS_FORMAT = 'reaptree-incidents';

const iso = (ms: number | null | undefined): string | null =>
  ms === null || ms === undefined ? null : new Date(ms).toISOString();

/**
 * For how long it was there, as far as it was seen; in milliseconds.
 * @param now - until when one that is open is known to be there
 */
export const heldMs = ({ since, firstSeen, lastSeen, end }: Incident, now: number = lastSeen): number =>
  Math.max(0, (end?.at ?? Math.max(now, lastSeen)) - (since ?? firstSeen));

/** How an incident stands in a file: times in ISO 8601, everything else as it is. */
const written = (incident: Incident) => ({
  ...incident,
  firstSeen: iso(incident.firstSeen),
  since: iso(incident.since),
  lastSeen: iso(incident.lastSeen),
  heldMs: heldMs(incident),
  end: incident.end === null ? null : { ...incident.end, at: iso(incident.end.at) },
});

const COLUMNS: readonly (readonly [name: string, read: (incident: Incident) => CsvValue])[] = [
  ['pid', ({ pid }) => pid],
  ['name', ({ name }) => name],
  ['command', ({ command }) => command],
  ['user', ({ user }) => user],
  ['parentPid', ({ parent }) => parent?.pid ?? null],
  ['parentName', ({ parent }) => parent?.name ?? null],
  ['parentCommand', ({ parent }) => parent?.command ?? null],
  ['firstSeen', ({ firstSeen }) => iso(firstSeen)],
  ['since', ({ since }) => iso(since)],
  ['heldSeconds', (incident) => Math.round(heldMs(incident) / 100) / 10],
  ['exitCode', ({ exit }) => (exit !== null && 'code' in exit ? exit.code : null)],
  ['exitSignal', ({ exit }) => (exit !== null && 'signal' in exit ? exit.signal : null)],
  ['goneAt', ({ end }) => iso(end?.at)],
  ['reapedBy', ({ end }) => end?.by ?? null],
  ['reaperPid', ({ end }) => end?.pid ?? null],
  ['reaperName', ({ end }) => end?.name ?? null],
  ['strategy', ({ end }) => end?.strategy ?? null],
];

function* csv(incidents: Iterable<Incident>): Generator<string> {
  yield CSV_BEGIN + csvLine(COLUMNS.map(([name]) => name));
  for (const incident of incidents) yield csvLine(COLUMNS.map(([, read]) => read(incident)));
}

function* json(incidents: Iterable<Incident>): Generator<string> {
  yield `{"format":"${INCIDENTS_FORMAT}","version":1,"incidents":[`;
  let separator = '\n';
  for (const incident of incidents) {
    yield separator + JSON.stringify(written(incident));
    separator = ',\n';
  }
  yield ']}\n';
}

/** Incidents for a spreadsheet (RFC 4180, formulas defused) or as data. */
export const incidentsAs = (format: IncidentFormat, incidents: Iterable<Incident>): Iterable<string> =>
  format === 'csv' ? csv(incidents) : json(incidents);
