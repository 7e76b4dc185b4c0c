import type { MemoryLine } from '../../core/inspection.ts';
import { fieldsOf, textOf } from './proc-files.ts';

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

export async function memoryOf(pid: number): Promise<readonly MemoryLine[]> {
  const [status, rollup] = await Promise.all([
    textOf(pid, 'status').then(fieldsOf),
    // Only who may trace a process is told how its pages are shared; the rest is told to everybody.
    textOf(pid, 'smaps_rollup').then(fieldsOf, () => new Map<string, string>()),
  ]);
  return LINES.flatMap(([file, field, name, about]) => {
    const kilobytes = /^(\d+) kB$/.exec((file === 'status' ? status : rollup).get(field) ?? '')?.[1];
    return kilobytes === undefined ? [] : { name, about, bytes: Number(kilobytes) * 1024 };
  });
}
