import { readdir } from 'node:fs/promises';
import type { Confinement, Namespace } from '../../core/inspection.ts';
import { cgroupOf } from '../collect/procfs/files.ts';
import { capabilitiesIn } from './capabilities.ts';
import { fieldsOf, linkOf, textOf } from './proc-files.ts';

const SECCOMP = ['none', 'strict', 'filter'];

export async function confinementOf(pid: number): Promise<Confinement> {
  const [status, namespaces] = await Promise.all([textOf(pid, 'status').then(fieldsOf), namespacesOf(pid)]);
  const flag = status.get('NoNewPrivs');
  return {
    cgroup: cgroupOf(pid),
    namespaces,
    pids: (status.get('NSpid') ?? '').split(/\s+/).filter(Boolean).map(Number),
    seccomp: SECCOMP[Number(status.get('Seccomp') ?? Number.NaN)] ?? null,
    noNewPrivileges: flag === undefined ? null : flag === '1',
    capabilities: capabilitiesIn(status.get('CapEff') ?? ''),
  };
}

async function namespacesOf(pid: number): Promise<Namespace[]> {
  const kinds = await readdir(`/proc/${pid}/ns`);
  const found = await Promise.all(
    kinds
      // What its children will be in says nothing about itself.
      .filter((kind) => !kind.endsWith('_for_children'))
      .map(async (kind): Promise<Namespace | null> => {
        const [id, own] = await Promise.all([
          linkOf(pid, `ns/${kind}`),
          linkOf(process.pid, `ns/${kind}`).catch(() => null),
        ]);
        return id === null
          ? null
          : { kind, id: /\[(\d+)\]/.exec(id)?.[1] ?? id, ours: own === null ? null : own === id };
      }),
  );
  return found.filter((namespace) => namespace !== null);
}
