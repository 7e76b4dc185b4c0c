import { Focus, History, ListTree, Network } from 'lucide-react';
import { moment, visible } from '../../core/format.ts';
import { type Life, pidIn, type Someone } from '../../core/history.ts';
import { masked } from '../../core/secrets.ts';
import { type Model, useModel } from '../model.ts';
import type { ProcessRow } from '../store/process-store.ts';
import { nameWords } from './event-words.ts';
import type { EventsShown, EventsWanted } from './events-store.ts';
import { useKeptFrom } from './kept-from.ts';
import { follow, lookBackTo } from './leads.ts';
import { lifeOf, stepsOf, when } from './life-words.ts';
import './lives.css';

/** The lives that were asked for, also one that runs and of which no event tells. */
export function livesIn(
  { processes }: Pick<Model, 'processes'>,
  shown: EventsShown,
  { of, text }: EventsWanted,
): readonly Life[] {
  const pid = pidIn(text);
  const row = of !== null ? processes.row(of.key) : pid === null ? undefined : processes.rowAt(pid);
  if (row?.endedAt !== null || shown.lives.some(({ key }) => key === row.key)) return shown.lives;
  const parent = processes.tree.node(row.key)?.parent;
  const above = parent ? processes.row(parent.key)?.process : undefined;
  return [lifeOf(row.process, above ?? null), ...shown.lives];
}

interface LivesProps {
  readonly lives: readonly Life[];
  /** What was asked about. */
  readonly about: string;
  /** The list is confined to one of them already. */
  readonly alone: boolean;
}

/** The answer to “what happened to this pid”: each life of it, from who started it to how it ended. */
export function Lives({ lives, about, alone }: LivesProps) {
  const { processes } = useModel();
  return (
    <section className="lives" aria-label={`What happened to ${about}`}>
      {lives.map((life) => {
        const row = processes.row(life.key);
        const there = row?.endedAt === null ? row : null;
        return <LifeCard key={life.key} life={life} row={there} alone={alone} />;
      })}
    </section>
  );
}

interface LifeCardProps {
  readonly life: Life;
  /** While it is there. */
  readonly row: ProcessRow | null;
  readonly alone: boolean;
}

function LifeCard({ life, row, alone }: LifeCardProps) {
  const model = useModel();
  const keptFrom = useKeptFrom();
  const { key, pid, name, goneAt, reaper } = life;
  const command = visible(masked(life.command === '' ? (row?.process.command ?? '') : life.command));
  const [state, tone] = stateOf(life, row, model.live);
  return (
    <article className="life" data-key={key}>
      <h2>
        <span className={`badge ${tone}`}>{state}</span>
        {name === '' ? pid : visible(name)} <span className="code">{pid}</span>
        {command === '' ? null : (
          <span className="code life-command" title={command}>
            {command}
          </span>
        )}
      </h2>
      <ol className="life-steps">
        {stepsOf(life, row?.process.state === 'Z').map(({ kind, word, at, before, who, after }) => (
          <li key={kind}>
            <b>{word}</b>
            {at === null ? null : (
              <time className="code" dateTime={new Date(at).toISOString()} title={moment(at)}>
                {when(at)}
              </time>
            )}
            {who === null ? null : (
              <span>
                {before} <Who someone={who} />
              </span>
            )}
            {after === '' ? null : <span>{after}</span>}
          </li>
        ))}
      </ol>
      <div className="life-actions">
        <button
          type="button"
          className="button small"
          title={row === null ? 'The nearest above it that is left' : undefined}
          onClick={() => void follow(model, life)}
        >
          {row === null ? (
            <>
              <Network size={13} aria-hidden /> Nearest ancestor
            </>
          ) : (
            <>
              <ListTree size={13} aria-hidden /> Show it
            </>
          )}
        </button>
        {goneAt === null || goneAt < keptFrom ? null : (
          <button
            type="button"
            className="button small"
            title="Everything as it was right before"
            onClick={() => lookBackTo(model, { key, kind: reaper === null ? 'ended' : 'reaped', at: goneAt })}
          >
            <History size={13} aria-hidden /> Look back
          </button>
        )}
        {alone ? null : (
          <button
            type="button"
            className="button small"
            title="Only what happened in this life"
            onClick={() => model.events.about(life)}
          >
            <Focus size={13} aria-hidden /> Its events
          </button>
        )}
      </div>
    </article>
  );
}

/** What it is now, in a word, and the colour of that. */
function stateOf({ goneAt }: Life, row: ProcessRow | null, live: boolean): readonly [string, string] {
  if (row !== null) return row.process.state === 'Z' ? ['zombie', 'tone-zombie'] : ['runs', 'tone-lab'];
  if (goneAt !== null) return ['ended', ''];
  return [live ? 'its end was not seen' : 'not there at this moment', ''];
}

/** A link to somebody, where it is known who it was. */
function Who({ someone: { pid, key, name } }: { readonly someone: Someone }) {
  const model = useModel();
  const words = nameWords(name, pid);
  return key === null ? (
    words
  ) : (
    <button type="button" className="link" onClick={() => void follow(model, { key, pid, name })}>
      {words}
    </button>
  );
}
