import { exitWords } from '../../../core/exit-words.ts';
import { duration, moment } from '../../../core/format.ts';
import { useModel } from '../../model.ts';
import type { ProcessRow } from '../../store/process-store.ts';
import { Fact } from './fact.tsx';

interface TimesProps {
  readonly row: ProcessRow;
  readonly now: number | null;
}

/** When it began and ended, and with which exit status. */
export function Times({ row, now }: TimesProps) {
  const { live } = useModel();
  const { process, endedAt } = row;
  const { marks, startedAt, zombieSince, exit } = process;
  const zombie = marks.includes('zombie');
  const leaderExited = marks.includes('leader-exited');
  return (
    <>
      <Fact name="Started">
        <Moment at={startedAt} now={now} />
      </Fact>
      {zombie || leaderExited ? (
        <Fact name={zombie ? 'Zombie since' : 'First thread'}>
          {zombieSince === null ? (
            <span className="beside">before it was first seen</span>
          ) : (
            <>
              {zombie ? null : 'ended '}
              <Moment at={zombieSince} now={now} />
            </>
          )}
        </Fact>
      ) : null}
      {/* Of something kept it is only known that it was not there any more. */}
      {endedAt === null || !live ? null : (
        <Fact name={zombie ? 'Collected' : 'Ended'}>
          <Moment at={endedAt} now={now} />
        </Fact>
      )}
      {leaderExited || (exit === null && !zombie) ? null : (
        <Fact name="Exit status">
          {exit === null ? <span className="beside">the system does not tell</span> : exitWords(exit)}
        </Fact>
      )}
    </>
  );
}

/** By the calendar; how long ago, when it is pointed at. */
function Moment({ at, now }: { readonly at: number | null; readonly now: number | null }) {
  const ago = now === null || at === null ? undefined : `${duration(now - at)} ago`;
  return <span title={ago}>{moment(at)}</span>;
}
