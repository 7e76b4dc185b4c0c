import type { Memory, MemoryLine } from '../../core/inspection.ts';
import { fieldsOf, isRefused, textOf } from './proc-files.ts';
import { notPermitted } from './refusal.ts';
import type { Subject } from './subject.ts';

type Line = readonly [file: 'rollup' | 'status', field: string, name: string, about: string];

/** proc_pid_smaps(5) and proc_pid_status(5), in the order in which they are asked for. */
const LINES: readonly Line[] = [
  ['rollup', 'Pss', 'Proportional', 'its own pages, and its part of those that it shares'],
  ['status', 'VmRSS', 'Resident', 'all of its pages that are in memory'],
  ['rollup', 'Private_Dirty', 'Private, written', 'what would be free again if it ended'],
  ['rollup', 'Private_Clean', 'Private, unwritten', 'pages of files that nobody else uses'],
  ['rollup', 'Shared_Clean', 'Shared', 'pages that others use too, programs and libraries above all'],
  ['status', 'RssAnon', 'Anonymous', 'heap, stacks and the like'],
  ['status', 'RssFile', 'From files', 'mapped files, its program included'],
  ['status', 'RssShmem', 'Shared memory', 'segments shared with others'],
  ['status', 'VmSwap', 'Swapped out', 'on disk, and not in memory'],
  ['status', 'VmHWM', 'Resident at most', 'the most that it ever had in memory'],
  ['status', 'VmSize', 'Virtual', 'all the addresses that it has mapped'],
  ['status', 'VmPeak', 'Virtual at most', 'the most that it ever had mapped'],
  ['status', 'VmData', 'Data', 'addresses for heap and data'],
  ['status', 'VmStk', 'Stack', 'addresses for the stack of its first thread'],
  ['status', 'VmExe', 'Program', 'addresses of its own code'],
  ['status', 'VmLib', 'Libraries', 'addresses of the code of libraries'],
  ['status', 'VmLck', 'Locked', 'pages that may not leave memory'],
];

const NO_FIELDS: ReadonlyMap<string, string> = new Map();

export async function memoryOf(subject: Subject): Promise<Memory> {
  const { folder } = subject;
  const [status, rollup] = await Promise.all([
    textOf(folder, 'status').then(fieldsOf),
    // Only who may trace a process is told how its pages are shared; the rest is told to everybody.
    textOf(folder, 'smaps_rollup').then(fieldsOf, (error: unknown) => (isRefused(error) ? null : NO_FIELDS)),
  ]);
  const lines = LINES.flatMap(([file, field, name, about]): MemoryLine | [] => {
    const fields = file === 'status' ? status : rollup;
    if (fields === null) return { name, about, bytes: null };
    const kilobytes = /^(\d+) kB$/.exec(fields.get(field) ?? '')?.[1];
    return kilobytes === undefined ? [] : { name, about, bytes: Number(kilobytes) * 1024 };
  });
  return { lines, refused: rollup === null ? notPermitted('how it shares its memory', subject) : null };
}
