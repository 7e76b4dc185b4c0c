import { containerOf } from '../../../../core/container.ts';
import { NOTHING, visible } from '../../../../core/format.ts';
import type { Confinement } from '../../../../core/inspection.ts';
import { Fact } from '../fact.tsx';

/** All of them: what root has, and nothing to read one by one. */
const NEARLY_ALL = 36;

export function ConfinementPart({ confinement }: { readonly confinement: Confinement }) {
  const { cgroup, namespaces, pids, seccomp, noNewPrivileges, capabilities } = confinement;
  const container = containerOf(cgroup);
  return (
    <>
      <dl>
        <Fact name="Control group">{cgroup === null ? NOTHING : visible(cgroup)}</Fact>
        {container === null ? null : <Fact name="Container">{container}</Fact>}
        {pids.length > 1 ? <Fact name="Pids inside">{pids.slice(1).join(', ')}</Fact> : null}
        <Fact name="Seccomp">{seccomp ?? NOTHING}</Fact>
        <Fact name="New privileges">
          {noNewPrivileges === null ? NOTHING : noNewPrivileges ? 'never again' : 'possible'}
        </Fact>
        <Fact name="Capabilities">
          {capabilities.length === 0
            ? 'none'
            : capabilities.length >= NEARLY_ALL
              ? `all ${capabilities.length}`
              : capabilities.map((name) => name.replace(/^CAP_/, '').toLowerCase()).join(', ')}
        </Fact>
      </dl>
      <table className="part-table">
        <thead>
          <tr>
            <th scope="col">Namespace</th>
            <th className="end" scope="col">
              No.
            </th>
            <th scope="col">Shared with Reaptree</th>
          </tr>
        </thead>
        <tbody>
          {namespaces.map(({ kind, id, ours }) => (
            <tr key={kind}>
              <td className="wide">{kind}</td>
              <td className="end code">{id}</td>
              <td className={ours === false ? undefined : 'muted'}>
                {ours === null ? 'not known' : ours ? 'yes' : 'no, its own'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
