import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ProcessDescriptor } from 'ps-list';
import { type Host, keyOf, type ProcessKey } from '../../../core/process.ts';
import type { Changes, RawProcess } from '../../../core/reading.ts';
import { startTimeOf } from '../procfs/start-time.ts';
import type { ProcessSource } from '../source.ts';
import { Users } from '../users.ts';
import { type PsRow, parsePsTable, psArguments } from './ps-table.ts';

const run = promisify(execFile);
const READ_TIMEOUT_MS = 20_000;

/**
 * The portable source: the list from ps-list, and from one more `ps` what ps-list leaves out, the state
 * above all. For macOS and the BSDs, and for Linux on request. On Windows there is no `ps`: no states.
 */
export class PsListSource implements ProcessSource {
  readonly name = 'ps-list';
  readonly readThese = null;
  readonly #platform = process.platform;
  readonly #host: Host;
  readonly #users = new Users();
  #previous = new Map<ProcessKey, RawProcess>();

  constructor(host: Host) {
    this.#host = host;
  }

  async read(): Promise<Changes> {
    // A module that most never need, and that CommonJS could not `require` everywhere.
    const { default: psList } = await import('ps-list');
    const [listed, rows] = await Promise.all([psList(), this.#psRows()]);
    const next = new Map<ProcessKey, RawProcess>();
    const changed: RawProcess[] = [];
    for (const descriptor of listed) {
      const row = rows?.get(descriptor.pid);
      // In one list and not in the other: it came or went between the two.
      if (rows !== null && row === undefined) continue;
      if (descriptor.ppid === process.pid && descriptor.name === 'ps') continue;
      const start = this.#startOf(descriptor);
      if (start === null) continue;
      const raw = this.#rawOf(descriptor, row ?? null, start);
      const before = this.#previous.get(raw.key);
      if (before === undefined || !same(before, raw)) changed.push(raw);
      next.set(raw.key, raw);
    }
    const gone = [...this.#previous.keys()].filter((key) => !next.has(key));
    this.#previous = next;
    return { changed, gone };
  }

  /** What it would ask for, only `/proc` tells. */
  attend(): void {}

  close(): void {
    this.#previous.clear();
  }

  async #psRows(): Promise<Map<number, PsRow> | null> {
    if (this.#platform === 'win32') return null;
    const { stdout } = await run('ps', psArguments(this.#platform), {
      timeout: READ_TIMEOUT_MS,
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, LC_ALL: 'C' },
    });
    return parsePsTable(stdout, this.#platform);
  }

  /** Linux keys count in ticks whatever the source, so that they fit the actions; `ps` only knows seconds. */
  #startOf(descriptor: ProcessDescriptor): number | null {
    if (this.#platform === 'linux') return startTimeOf(descriptor.pid);
    return descriptor.startTime?.getTime() ?? 0;
  }

  /** From the same ticks where there are any; what `ps` says is rounded to seconds. */
  #startedAt(descriptor: ProcessDescriptor, start: number): number | null {
    const { bootTime, clockTicksPerSecond } = this.#host;
    if (this.#platform === 'linux' && bootTime !== null)
      return bootTime + (start * 1000) / clockTicksPerSecond;
    return descriptor.startTime?.getTime() ?? null;
  }

  #rawOf(descriptor: ProcessDescriptor, row: PsRow | null, start: number): RawProcess {
    const uid = descriptor.uid ?? null;
    const dead = row?.state === 'Z';
    const name = row?.name ?? descriptor.name;
    // procps writes the name of what has no command line in brackets: a kernel thread, or a zombie.
    const kernelThread =
      this.#platform === 'linux' && !dead && row?.vszBytes === 0 && descriptor.cmd === `[${name}]`;
    return {
      key: keyOf(descriptor.pid, start),
      pid: descriptor.pid,
      ppid: descriptor.ppid,
      pgid: row?.pgid ?? null,
      sid: row?.sid ?? null,
      uid,
      user: uid === null ? null : this.#users.nameOf(uid),
      state: row?.state ?? '?',
      name,
      command: dead || kernelThread ? '' : (descriptor.cmd ?? ''),
      startedAt: this.#startedAt(descriptor, start),
      tty: row?.tty ?? null,
      hasTty: row === null ? null : row.tty !== null,
      nice: row?.nice ?? null,
      priority: row?.priority ?? null,
      threads: row?.threads ?? null,
      wchan: null,
      cpuTimeMs: row?.cpuTimeMs ?? null,
      rssBytes: row?.rssBytes ?? null,
      vszBytes: row?.vszBytes ?? null,
      flags: row?.flags ?? null,
      kernelThread,
      image: 0,
      exit: null,
      cgroup: null,
      nspid: null,
      ioReadBytes: null,
      ioWriteBytes: null,
    };
  }
}

const same = (a: RawProcess, b: RawProcess): boolean =>
  (Object.keys(b) as (keyof RawProcess)[]).every((column) => a[column] === b[column]);
