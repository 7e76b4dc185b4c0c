import { readdir, readFile } from 'node:fs/promises';
import type { Confinement, Namespace } from '../../core/inspection.ts';
import { ok, type Result } from '../../core/result.ts';
import { cgroupOf } from '../collect/procfs/files.ts';
import { capabilitiesIn, LAST_KNOWN } from './capabilities.ts';
import { fieldsOf, isRefused, linkOf, textOf } from './proc-files.ts';
import { notPermitted } from './refusal.ts';
import type { Subject } from './subject.ts';

const SECCOMP = ['none', 'strict', 'filter'];

export async function confinementOf(subject: Subject): Promise<Confinement> {
  const { pid, folder } = subject;
  const [status, leader, last, namespaces] = await Promise.all([
    textOf(folder, 'status').then(fieldsOf),
    textOf(`/proc/${pid}`, 'status').then(fieldsOf),
    readFile('/proc/sys/kernel/cap_last_cap', 'utf8').then(Number, () => LAST_KNOWN),
    namespacesOf(subject),
  ]);
  const flag = status.get('NoNewPrivs');
  return {
    cgroup: cgroupOf(pid),
    namespaces,
    // Of a thread it would be the number of that thread.
    pids: (leader.get('NSpid') ?? '').split(/\s+/).filter(Boolean).map(Number),
    seccomp: SECCOMP[Number(status.get('Seccomp') ?? Number.NaN)] ?? null,
    noNewPrivileges: flag === undefined ? null : flag === '1',
    capabilities: capabilitiesIn(status.get('CapEff') ?? '', last),
  };
}

/** Everything else about it is told to everybody. */
async function namespacesOf(subject: Subject): Promise<Result<readonly Namespace[]>> {
  const { folder } = subject;
  try {
    const kinds = await readdir(`${folder}/ns`);
    const found = await Promise.all(
      kinds
        // What its children will be in says nothing about itself.
        .filter((kind) => !kind.endsWith('_for_children'))
        .map((kind) => namespaceOf(folder, kind)),
    );
    return ok(found.filter((namespace) => namespace !== null));
  } catch (error) {
    if (isRefused(error)) return { ok: false, error: notPermitted('its namespaces', subject) };
    throw error;
  }
}

async function namespaceOf(folder: string, kind: string): Promise<Namespace | null> {
  const [id, own] = await Promise.all([
    linkOf(folder, `ns/${kind}`),
    linkOf('/proc/self', `ns/${kind}`).catch(() => null),
  ]);
  if (id === null) return null;
  return { kind, id: /\[(\d+)\]/.exec(id)?.[1] ?? id, ours: own === null ? null : own === id };
}
