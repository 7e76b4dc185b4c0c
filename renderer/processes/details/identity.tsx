import { bytes, count, duration, moment, NOTHING, percent, spent, visible } from '../../../core/format.ts';
import type { ProcessInfo } from '../../../core/process.ts';
import { CopyButton } from '../../frame/copy-button.tsx';
import { useModel } from '../../model.ts';
import { Fact } from './fact.tsx';

export function Identity({ process, now }: { readonly process: ProcessInfo; readonly now: number | null }) {
  const { processes } = useModel();
  const parent = processes.tree.node(process.key)?.parent;
  const parentName = parent ? processes.row(parent.key)?.process.name : undefined;
  return (
    <>
      <section className="card facts" aria-label="Command">
        <div className="facts-head">
          <h3>Command</h3>
          {process.command === '' ? null : <CopyButton what="the command" text={() => process.command} />}
        </div>
        <p className="command code selectable">
          {process.command === '' ? (
            <span className="absent">none: the system keeps no command line for it</span>
          ) : (
            visible(process.command)
          )}
        </p>
      </section>
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
          <Fact name="Started">
            <span
              title={
                now === null || process.startedAt === null
                  ? undefined
                  : `${duration(now - process.startedAt)} ago`
              }
            >
              {moment(process.startedAt)}
            </span>
          </Fact>
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
