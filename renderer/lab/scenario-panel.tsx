import type { LabCall } from '../../core/lab.ts';
import { isGreen, type LabRun, type ScenarioInfo } from '../../core/lab-scenario.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { Checklist } from './checklist.tsx';
import { ProgramCard } from './program-card.tsx';
import { ScenarioKeys } from './scenario-keys.tsx';
import { SpeedMenu } from './speed-menu.tsx';
import './scenario-panel.css';

interface ScenarioPanelProps {
  readonly scenario: ScenarioInfo;
  /** Its run, or its last one; `null` where it was not played yet. */
  readonly run: LabRun | null;
  readonly calls: readonly LabCall[];
}

/** What a scenario is about, how it is played, what is expected of it, and the same as a program. */
export function ScenarioPanel({ scenario, run, calls }: ScenarioPanelProps) {
  const { lab } = useModel();
  const manner = useValue(lab.manner);
  const running = run?.status === 'running';
  const checks =
    run?.checks ??
    Object.entries(scenario.expected).map(([id, text]) => ({
      id,
      text,
      state: 'open' as const,
      observed: null,
    }));
  return (
    <aside className="scenario-panel" aria-label="Scenario">
      <header>
        <h2>{scenario.title}</h2>
        <p className="selectable">{scenario.story}</p>
      </header>
      <div className="scenario-controls">
        <button
          type="button"
          className="button primary"
          disabled={running}
          aria-keyshortcuts="R"
          title="R"
          onClick={() => void lab.run(scenario.id, false)}
        >
          {run === null ? 'Run' : 'Run again'}
        </button>
        <button
          type="button"
          className="button"
          disabled={running && run.awaits !== 'step'}
          aria-keyshortcuts="S"
          title="Plays it one act at a time (S)"
          onClick={() => void (running ? lab.step() : lab.run(scenario.id, true))}
        >
          Step
        </button>
        <SpeedMenu disabled={running} />
        <button
          type="button"
          className="button"
          disabled={!running}
          aria-keyshortcuts="X"
          title="Ends all of its processes at once (X)"
          onClick={() => void lab.stop()}
        >
          Stop
        </button>
      </div>
      {scenario.otherwise === null ? null : (
        <label className="otherwise">
          <input
            type="checkbox"
            checked={manner.otherwise}
            disabled={running}
            onChange={(event) => lab.manner.set({ ...manner, otherwise: event.target.checked })}
          />
          <span>
            What if <strong>{scenario.otherwise}</strong>?
          </span>
        </label>
      )}
      <RunWords run={run} />
      {run?.awaits === 'key' ? <ScenarioKeys keys={scenario.keys ?? {}} /> : null}
      <Checklist checks={checks} />
      <ProgramCard scenario={scenario.id} calls={running ? calls : null} />
    </aside>
  );
}

/** How the run stands, in words; said aloud as it changes. */
function RunWords({ run }: { readonly run: LabRun | null }) {
  return (
    <p
      className={`run-words ${run?.status === 'failed' ? 'note tone-hot' : ''}`}
      role="status"
      data-run={run?.status ?? 'none'}
      data-green={run !== null && isGreen(run) ? true : undefined}
    >
      {run === null ? null : wordsOf(run)}
    </p>
  );
}

function wordsOf(run: LabRun): string {
  switch (run.status) {
    case 'running':
      if (run.awaits === 'step') return 'It waits for your next step.';
      return run.awaits === 'key' ? 'It waits for a key.' : 'It is being played.';
    case 'stopped':
      return 'You stopped it, and all of its processes have ended.';
    case 'failed':
      return `It could not be played to its end. ${run.why ?? ''}`;
    case 'ended':
      if (isGreen(run)) return 'All came out as expected, and nothing is left of it.';
      return run.otherwise
        ? 'Played the other way, it does not come out as expected. Nothing is left of it.'
        : 'Not all came out as expected. Nothing is left of it.';
  }
}
