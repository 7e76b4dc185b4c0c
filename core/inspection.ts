import type { StateCode } from './process.ts';
import type { Failure, Result } from './result.ts';

/** What can be asked of one process besides what every sample tells. Each part is asked by itself. */
export interface Inspections {
  environment: readonly Variable[];
  places: Places;
  files: Files;
  threads: Threads;
  signals: SignalMasks;
  limits: readonly Limit[];
  confinement: Confinement;
  memory: Memory;
}

export type InspectionPart = keyof Inspections;

export const INSPECTION_PARTS = [
  'environment',
  'places',
  'files',
  'threads',
  'signals',
  'limits',
  'confinement',
  'memory',
] as const satisfies readonly InspectionPart[];

/** A part with its name, so that whoever asked can tell what came back. */
export type Inspected = {
  readonly [P in InspectionPart]: { readonly part: P; readonly found: Inspections[P] };
}[InspectionPart];

export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** `null` where there is none, as for a thread of the kernel. */
export interface Places {
  readonly cwd: string | null;
  readonly exe: string | null;
  readonly root: string | null;
}

export type FileKind = 'file' | 'socket' | 'pipe' | 'other';

export interface OpenFile {
  readonly fd: number;
  readonly kind: FileKind;
  /** A path, or what the kernel calls it, as `pipe:[123]`. */
  readonly target: string;
  /** `r`, `w` or `rw`. */
  readonly access: string | null;
  /** Where it reads or writes next. */
  readonly position: number | null;
  readonly socket: Socket | null;
}

export interface Socket {
  readonly protocol: string;
  readonly local: string;
  readonly remote: string | null;
  readonly state: string | null;
}

export interface Files {
  readonly open: readonly OpenFile[];
  /** Of which the filter holds, those that are not listed included. */
  readonly found: number;
  /** In all. */
  readonly count: number;
}

export interface Thread {
  readonly tid: number;
  readonly name: string;
  readonly state: StateCode;
  readonly cpuTimeMs: number;
  readonly wchan: string | null;
}

export interface Threads {
  /** The busiest first. */
  readonly threads: readonly Thread[];
  /** In all, those that are not listed included. */
  readonly count: number;
}

/** Names as in signal(7). */
export interface SignalMasks {
  readonly pending: readonly string[];
  readonly blocked: readonly string[];
  readonly ignored: readonly string[];
  readonly caught: readonly string[];
}

export interface Limit {
  readonly name: string;
  /** `null`: unlimited. */
  readonly soft: number | null;
  readonly hard: number | null;
  readonly unit: string;
}

export interface Confinement {
  readonly cgroup: string | null;
  readonly namespaces: Result<readonly Namespace[]>;
  /** Its pid in each pid namespace from ours inward. */
  readonly pids: readonly number[];
  readonly seccomp: string | null;
  readonly noNewPrivileges: boolean | null;
  readonly capabilities: Capabilities;
}

/** Of the effective set, by names as in capabilities(7). Together they are all that the kernel knows. */
export interface Capabilities {
  readonly has: readonly string[];
  readonly lacks: readonly string[];
}

export interface Namespace {
  readonly kind: string;
  readonly id: string;
  /** The one that Reaptree is in too; `null` where that cannot be said. */
  readonly ours: boolean | null;
}

export interface Memory {
  readonly lines: readonly MemoryLine[];
  /** Why some of them have no figure. */
  readonly refused: Failure | null;
}

export interface MemoryLine {
  readonly name: string;
  readonly about: string;
  /** `null` where we may not know. */
  readonly bytes: number | null;
}
