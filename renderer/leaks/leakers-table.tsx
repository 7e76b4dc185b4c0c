import { ChevronDown, ChevronRight, Download, Trash2 } from 'lucide-react';
import { Fragment } from 'react';
import { exitWords } from '../../core/exit-words.ts';
import { count, counted, duration, moment, visible } from '../../core/format.ts';
import { heldMs } from '../../core/incidents/export.ts';
import { type Incident, type Leaker, UNSEEN_PARENT } from '../../core/incidents/incident.ts';
import { INCIDENTS_AT_ONCE } from '../../core/limits.ts';
import { masked } from '../../core/secrets.ts';
import { Tip } from '../frame/tip.tsx';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { endWords } from './incident-words.ts';

/** Programs whose processes left zombies; one of them can be unfolded into its incidents. */
export function LeakersTable({ leakers }: { readonly leakers: readonly Leaker[] }) {
  const { incidents } = useModel();
  const opened = useValue(incidents.opened);
  return (
    <div className="leakers">
      <table className="leakers-table" aria-label="Programs that left zombies, most first">
        <thead>
          <tr>
            <th scope="col">Program</th>
            <th scope="col" className="number">
              Incidents
            </th>
            <th scope="col" className="number">
              Still there
            </th>
            <th scope="col" className="number leakers-parents">
              Processes
            </th>
            <th scope="col" className="number">
              Longest
            </th>
            <th scope="col" className="leakers-last">
              Last seen
            </th>
            <th scope="col">
              <span className="unseen">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {leakers.map((leaker) => (
            <Fragment key={leaker.program}>
              <LeakerRow leaker={leaker} open={opened === leaker.program} />
              {opened === leaker.program ? <IncidentsRow leaker={leaker} /> : null}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LeakerRow({ leaker, open }: { readonly leaker: Leaker; readonly open: boolean }) {
  const { incidents } = useModel();
  const { program, name, command } = leaker;
  const unseen = program === UNSEEN_PARENT;
  const called = unseen ? 'a parent that could not be seen' : visible(program);
  const Twisty = open ? ChevronDown : ChevronRight;
  return (
    <tr data-program={program}>
      <th scope="row">
        <button
          type="button"
          className="link leaker-name"
          aria-expanded={open}
          title={command === '' ? undefined : visible(masked(command))}
          onClick={() => incidents.open(open ? null : program)}
        >
          <Twisty size={14} aria-hidden />
          <strong>{unseen ? called : visible(name)}</strong>
          {unseen || program === name ? null : <span className="code">{called}</span>}
        </button>
      </th>
      <td className="number leaker-sum">{count(leaker.incidents)}</td>
      <td className="number">
        {leaker.open === 0 ? '–' : <b className="leaker-open">{count(leaker.open)}</b>}
      </td>
      <td className="number leakers-parents">{unseen ? '–' : count(leaker.parents)}</td>
      <td className="number">{duration(leaker.longestMs)}</td>
      <td className="leakers-last">{moment(leaker.lastSeen)}</td>
      <td className="leaker-actions">
        <Tip text="Export its incidents…">
          <button
            type="button"
            className="button bare square small"
            aria-label={`Export the incidents of ${called}`}
            onClick={() => void incidents.export(program)}
          >
            <Download size={14} aria-hidden />
          </button>
        </Tip>
        <Tip text="Delete its incidents…">
          <button
            type="button"
            className="button bare square small"
            aria-label={`Delete the incidents of ${called}`}
            onClick={() => incidents.forgetting.set({ program, incidents: leaker.incidents })}
          >
            <Trash2 size={14} aria-hidden />
          </button>
        </Tip>
      </td>
    </tr>
  );
}

function IncidentsRow({ leaker }: { readonly leaker: Leaker }) {
  const { incidents } = useModel();
  const list = useValue(incidents.incidents);
  return (
    <tr className="leaker-incidents">
      <td colSpan={7}>
        {list === null ? (
          <p role="status">Reading …</p>
        ) : (
          <>
            <ol>
              {list.map((incident) => (
                <IncidentLine key={`${incident.key} ${incident.firstSeen}`} incident={incident} />
              ))}
            </ol>
            {leaker.incidents > INCIDENTS_AT_ONCE ? (
              <p>
                These are the latest {count(INCIDENTS_AT_ONCE)} of {count(leaker.incidents)}; an export holds
                all.
              </p>
            ) : null}
          </>
        )}
      </td>
    </tr>
  );
}

function IncidentLine({ incident }: { readonly incident: Incident }) {
  const { name, pid, command, parent, since, firstSeen, exit, end } = incident;
  const at = since ?? firstSeen;
  return (
    <li data-pid={pid} data-open={end === null || undefined}>
      <time className="code" dateTime={new Date(at).toISOString()}>
        {moment(at)}
      </time>
      <span className="incident-who" title={command === '' ? undefined : visible(masked(command))}>
        <b>{visible(name)}</b> <span className="code">{pid}</span>
        {parent === null ? null : (
          <>
            {' '}
            of <span className="code">{parent.pid}</span>
          </>
        )}
      </span>
      <span>{exit === null ? 'how it ended is not known' : exitWords(exit)}</span>
      <span className="number">
        {since === null ? 'more than ' : null}
        {duration(heldMs(incident, Date.now()))}
      </span>
      <span className="incident-end">{endWords(end)}</span>
    </li>
  );
}

export const leakersInWords = (leakers: readonly Leaker[], incidents: number): string =>
  `${counted(incidents, 'incident')}, ${counted(leakers.length, 'program')}`;
