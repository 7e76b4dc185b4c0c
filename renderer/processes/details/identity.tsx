import { bytes, count, NOTHING, percent, spent, visible } from '../../../core/format.ts';
import { useModel } from '../../model.ts';
import type { ProcessRow } from '../../store/process-store.ts';
import { CommandCard } from './command-card.tsx';
import { Fact } from './fact.tsx';
import { Times } from './times.tsx';

interface IdentityProps {
  readonly row: ProcessRow;
  readonly now: number | null;
}

export function Identity({ row, now }: IdentityProps) {
  const { processes } = useModel();
  const { process } = row;
  const parent = processes.tree.node(process.key)?.parent;
  const parentName = parent ? processes.row(parent.key)?.process.name : undefined;
  return (
    <>
      <CommandCard key={process.key} process={process} />
      <section className="card facts" aria-label="Identity">
        <dl>
          <Fact name="Parent">
            {process.ppid}
            {parentName === undefined ? null : <span className="beside">{visible(parentName)}</span>}
          </Fact>
          {process.originalParent === null ? null : (
            <Fact name="First parent">{process.originalParent.split('@')[0]}</Fact>
          )}
          <Fact name="Group">{process.pgid}</Fact>
          <Fact name="Session">{process.sid}</Fact>
          <Fact name="User">
            {process.user === null ? process.uid : visible(process.user)}
            {process.user === null || process.uid === null ? null : (
              <span className="beside">{process.uid}</span>
            )}
          </Fact>
          <Fact name="Terminal">{process.tty}</Fact>
        </dl>
        <dl>
          <Times row={row} now={now} />
          <Fact name="CPU time">{spent(process.cpuTimeMs)}</Fact>
          <Fact name="CPU">{withUnit(percent(process.cpuPercent), '%')}</Fact>
          <Fact name="Memory">
            <span title={process.rssBytes ? `${count(process.rssBytes)} bytes resident` : undefined}>
              {bytes(process.rssBytes)}
            </span>
            {process.vszBytes ? <span className="beside">of {bytes(process.vszBytes)} virtual</span> : null}
          </Fact>
          <Fact name="Threads">{process.threads}</Fact>
          <Fact name="Nice, priority">
            {process.nice === null ? NOTHING : process.nice},{' '}
            {process.priority === null ? NOTHING : process.priority}
          </Fact>
          {process.wchan === null ? null : <Fact name="Waits in">{visible(process.wchan)}</Fact>}
        </dl>
      </section>
    </>
  );
}

const withUnit = (text: string, unit: string): string => (text === NOTHING ? text : `${text} ${unit}`);
