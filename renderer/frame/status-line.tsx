import type { Precision } from '../../core/events.ts';
import { bytes, count, counted, milliseconds, NOTHING } from '../../core/format.ts';
import type { SamplerSettings } from '../../core/sampler-state.ts';
import { ReadOnlyBadge } from '../actions/read-only-badge.tsx';
import { useModel } from '../model.ts';
import { useEnded } from '../processes/use-ended.ts';
import { RecordWords } from '../recording/record-words.tsx';
import { useValue } from '../store/value.ts';
import { interval } from './pace.ts';
import './status-line.css';

export function StatusLine() {
  return useModel().live ? <LiveLine /> : <KeptLine />;
}

/** Of a window that is not live: where it comes from, and no rate or load that would look like now. */
function KeptLine() {
  const { processes } = useModel();
  const host = useValue(processes.host);
  const source = useValue(processes.source);
  return (
    <footer className="status-line">
      <span className="pulse">not live</span>
      <ReadingWords />
      {host === null ? null : (
        <span className="status-source" title={`${host.platform} ${host.release}`}>
          {host.platform}, {host.arch}, {counted(host.cpus, 'CPU')}, {bytes(host.memoryBytes)} of memory
        </span>
      )}
      {source === null ? null : (
        <span className="status-end">read from {source === 'procfs' ? '/proc' : 'ps'}</span>
      )}
    </footer>
  );
}

function LiveLine() {
  const { processes, sampler } = useModel();
  const facts = useValue(processes.facts);
  const host = useValue(processes.host);
  const source = useValue(processes.source);
  const settings = useValue(sampler.settings);
  return (
    <footer className="status-line">
      <Pulse settings={settings} />
      <ReadingWords />
      <SelectedWords />
      <HeldWords />
      <ReadOnlyBadge />
      <RecordWords />
      <span>sample {milliseconds(facts?.costMs)}</span>
      <span
        className="status-source"
        title={source === null ? undefined : `Read from ${source === 'procfs' ? '/proc' : 'ps'}`}
      >
        {precisionWords(facts?.precision ?? 'sampled', interval(settings.intervalMs))}
      </span>
      <span className="status-end">CPU {wholePercent(facts?.cpuPercent)}</span>
      <span>Memory {memory(facts?.memoryUsedBytes, host?.memoryBytes)}</span>
    </footer>
  );
}

function Pulse({ settings }: { readonly settings: SamplerSettings }) {
  const { sampler } = useModel();
  const health = useValue(sampler.health);
  const link = useValue(sampler.state);
  const [kind, words] = settings.paused
    ? ['paused', 'paused']
    : health.kind === 'troubled'
      ? ['troubled', health.message]
      : link.kind === 'failed'
        ? ['troubled', link.failure.message]
        : link.kind === 'attaching'
          ? ['paused', 'first sample …']
          : ['live', `live, ${interval(settings.intervalMs)}`];
  return (
    <span className={`pulse ${kind}`} role="status" title={kind === 'troubled' ? words : undefined}>
      {words}
    </span>
  );
}

/** How many are selected, where it is more than the one that is seen anyway. */
function SelectedWords() {
  const { tree, place } = useModel();
  const here = useValue(place).id === 'processes';
  const { size } = useValue(tree.selection.rows);
  const ended = useEnded();
  return (
    <span role="status" className="selected">
      {size < 2 || !here ? null : (
        <button type="button" className="link" onClick={() => tree.selection.reduce()}>
          {counted(size, 'process', 'processes')} selected{ended > 0 ? `, ${count(ended)} ended` : ''}{' '}
          <kbd>Esc</kbd>
        </button>
      )}
    </span>
  );
}

/** A large snapshot takes a moment. */
function ReadingWords() {
  const { opening } = useModel();
  return useValue(opening.reading) === 0 ? null : <span role="status">opening a snapshot …</span>;
}

/** Why rows stay where they are, for as long as they do. */
function HeldWords() {
  const { tree } = useModel();
  const held = useValue(tree.hold.state);
  if (held === null) return null;
  return held === 'frozen' ? (
    <button type="button" className="held link" onClick={() => tree.hold.toggleFrozen()}>
      rows held <kbd>F</kbd>
    </button>
  ) : (
    <span className="held">rows held while you point</span>
  );
}

/** How far what is shown can be trusted to be all there was. */
function precisionWords(precision: Precision, shortest: string): string {
  const missed = `what lives shorter than ${shortest} may be missed`;
  switch (precision) {
    case 'exact':
      return 'exact: every fork and exit';
    case 'watched':
      return `exits seen at once; ${missed}`;
    case 'sampled':
      return `sampled: ${missed}`;
  }
}

const wholePercent = (value: number | null | undefined): string =>
  value === null || value === undefined ? NOTHING : `${Math.round(value)} %`;

/** `9.2 of 23.4 GB`: the unit once where both have the same. */
function memory(used: number | null | undefined, all: number | undefined): string {
  const total = bytes(all);
  const part = bytes(used);
  if (part === NOTHING || total === NOTHING) return part;
  const unit = total.slice(total.indexOf(' '));
  return `${part.endsWith(unit) ? part.slice(0, -unit.length) : part} of ${total}`;
}
