import { readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import type { CollectorFacts, Runtime } from '../../../core/diagnosis-facts.ts';
import type { Listed } from '../listing.ts';
import { type Call, callsOf } from './call.ts';
import { childSignalOf } from './child-signal.ts';
import { person } from './people.ts';
import { type ProgramFile, programFile } from './program-file.ts';
import { textOf } from './status.ts';
import { livingBody, type Thread } from './threads.ts';
import { type Sought, waitsOf } from './waits.ts';

export interface Collector {
  readonly facts: CollectorFacts;
  readonly called: readonly Call[] | null;
  readonly file: ProgramFile | null;
}

/** What says whether a process collects that child, or one like it. */
export function collectorOf(listed: Listed, threads: readonly Thread[], child: Sought): Collector {
  const { pid } = listed;
  const [first] = threads;
  const called = callsOf(pid, threads);
  const program = `${livingBody(pid, threads)}/exe`;
  const file = programFile(program);
  const facts: CollectorFacts = {
    ...person(listed),
    state: first?.state ?? listed.state,
    childSignal: childSignalOf(pid, threads),
    calls:
      called === null
        ? null
        : {
            first: called.find(({ tid }) => tid === first?.tid)?.name ?? null,
            waits: waitsOf(pid, called, child),
          },
    collectedOthers: hasCollected(pid),
    runtime: file?.go ? 'go' : runtimeOf(program, listed.name),
  };
  return { facts, called, file };
}

/** Faults (11, 13) and time (16, 17) of waited-for children; proc_pid_stat(5). None comes and goes without. */
const OF_CHILDREN = [11, 13, 16, 17];

const hasCollected = (pid: number): boolean => OF_CHILDREN.some((field) => (statField(pid, field) ?? 0) > 0);

/** A field of `stat` by its number in proc_pid_stat(5), from 4 on; `null` where it has gone. */
export function statField(pid: number, field: number): number | null {
  const text = textOf(`/proc/${pid}/stat`);
  if (text === null) return null;
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[field - 3] ?? Number.NaN);
}

const RUNTIMES: readonly (readonly [RegExp, Runtime])[] = [
  [/^(node|nodejs|electron)$/, 'node'],
  [/^(python|pypy)[\d.]*$/, 'python'],
  [/^(sh|bash|dash|zsh|ksh|mksh|fish|busybox)$/, 'shell'],
  [/^java$/, 'java'],
  [/^ruby[\d.]*$/, 'ruby'],
];

function runtimeOf(path: string, name: string): Runtime | null {
  let program = name;
  try {
    program = basename(readlinkSync(path));
  } catch {
    // Not ours to follow: its name is the next best.
  }
  return RUNTIMES.find(([pattern]) => pattern.test(program))?.[1] ?? null;
}
