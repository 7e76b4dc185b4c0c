import { containerOf } from '../../../../core/container.ts';
import { NOTHING, visible } from '../../../../core/format.ts';
import type { Capabilities, Confinement, Namespace } from '../../../../core/inspection.ts';
import { Fact } from '../fact.tsx';
import { Refused } from './refused.tsx';

/** So few are missing that these are sooner read than the others. */
const FEW = 8;

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
        <Fact name="Capabilities">{capabilityWords(capabilities)}</Fact>
      </dl>
      {namespaces.ok ? (
        <Namespaces namespaces={namespaces.value} />
      ) : (
        <p className="part-note">
          <Refused failure={namespaces.error} />
        </p>
      )}
    </>
  );
}

function Namespaces({ namespaces }: { readonly namespaces: readonly Namespace[] }) {
  return (
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
  );
}

function capabilityWords({ has, lacks }: Capabilities): string {
  const named = (capabilities: readonly string[]): string =>
    capabilities.map((name) => name.replace(/^CAP_/, '').toLowerCase()).join(', ');
  if (has.length === 0) return 'none';
  if (lacks.length === 0) return `all ${has.length}`;
  return lacks.length <= FEW ? `all ${has.length + lacks.length} but ${named(lacks)}` : named(has);
}
