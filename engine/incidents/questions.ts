import type {
  Incident,
  IncidentFormat,
  IncidentNews,
  IncidentQuestion,
  Leakers,
} from '../../core/incidents/incident.ts';
import type { ProcessKey } from '../../core/process.ts';

/** What the thread of the incidents is started with. */
export interface IncidentsStart {
  readonly path: string;
  /** Names the boot: keys of another one are other processes. */
  readonly boot: string;
}

/** What may be asked of it. */
export interface IncidentsQuestions {
  readonly write: { readonly payload: IncidentNews; readonly answer: null };
  /** Those that are zombies now, as a session begins: what else was open has gone. */
  readonly settle: { readonly payload: readonly ProcessKey[]; readonly answer: number };
  readonly leakers: { readonly payload: { from: number }; readonly answer: Leakers };
  readonly incidents: { readonly payload: IncidentQuestion; readonly answer: readonly Incident[] };
  /** Answers how many were written. */
  readonly export: {
    readonly payload: IncidentQuestion & { path: string; format: IncidentFormat };
    readonly answer: number;
  };
  readonly delete: { readonly payload: { program: string | null }; readonly answer: number };
  readonly prune: { readonly payload: { before: number }; readonly answer: number };
  readonly close: { readonly payload: null; readonly answer: null };
}
