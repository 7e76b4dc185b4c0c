import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { benchOf, type Cast } from './run-view.ts';
import './first-steps.css';

/** The story that the lab is for. */
const PLAN = { count: 1, afterMs: 2_000, exitCode: 3 } as const;

interface Step {
  readonly id: keyof Seen;
  readonly done: boolean;
  readonly title: ReactNode;
  /** What does it, where it is a button's turn. */
  readonly action: { readonly label: string; readonly run: () => unknown } | null;
}

/** Four steps from nothing to a zombie and back to nothing, ticked off as they really happen. */
export function FirstSteps() {
  const { lab, settings } = useModel();
  const state = useValue(lab.state);
  const bench = benchOf(state);
  const { firstStepsDone } = useValue(settings);
  if (firstStepsDone || state.helper.kind === 'missing' || state.helper.kind === 'without') return null;

  const seen = whatHappened(bench);
  const free = bench.parents.find((parent) => parent.blockedIn === null && !parent.stopped);
  const steps: readonly Step[] = [
    {
      id: 'parent',
      done: seen.parent,
      title: 'Start a parent: a small program that forks and waits when told to',
      action: { label: 'Start one', run: () => lab.startParent() },
    },
    {
      id: 'child',
      done: seen.child,
      title: (
        <>
          Let it <code>fork()</code> a child that ends after 2 s with exit code 3
        </>
      ),
      action: free === undefined ? null : { label: 'Fork it', run: () => lab.fork(free.key, PLAN) },
    },
    {
      id: 'zombie',
      done: seen.zombie,
      title: 'See it end: nobody has asked for its exit code, so it stays as a zombie',
      action: null,
    },
    {
      id: 'reaped',
      done: seen.reaped,
      title: (
        <>
          Let the parent <code>wait()</code>: it gets the 3, and the zombie is gone
        </>
      ),
      action: free === undefined ? null : { label: 'Let it wait', run: () => lab.wait(free.key) },
    },
  ];
  const current = steps.findIndex((step) => !step.done);
  const finish = (): void => settings.change({ firstStepsDone: true });

  return (
    <section className="card first-steps" aria-label="Your first steps">
      <header>
        <h2>{current === -1 ? 'That is the life of a process' : 'First steps'}</h2>
        <button
          type="button"
          className="button bare square small"
          aria-label="Close the first steps"
          onClick={finish}
        >
          <X size={14} aria-hidden />
        </button>
      </header>
      <ol>
        {steps.map((step, index) => (
          <li
            key={step.id}
            data-done={step.done || undefined}
            aria-current={index === current ? 'step' : undefined}
          >
            <span className="step-mark">
              {step.done ? <Check size={12} strokeWidth={3} role="img" aria-label="done" /> : index + 1}
            </span>
            <span>{step.title}</span>
            {index === current && step.action !== null ? (
              <button type="button" className="button small" onClick={() => void step.action?.run()}>
                {step.action.label}
              </button>
            ) : null}
          </li>
        ))}
      </ol>
      {current === -1 ? (
        <p>
          A program that forks and never waits leaves such zombies behind. Fork several at once, kill one, or
          end their parent, and watch the tree.
        </p>
      ) : null}
    </section>
  );
}

interface Seen {
  readonly parent: boolean;
  readonly child: boolean;
  readonly zombie: boolean;
  readonly reaped: boolean;
}

function whatHappened({ parents, orphans }: Cast): Seen {
  const children = [...parents.flatMap((parent) => parent.children), ...orphans];
  const reaped = children.some((child) => child.state === 'reaped');
  return {
    parent: parents.length > 0,
    child: children.length > 0,
    zombie: reaped || children.some((child) => child.state === 'ended'),
    reaped,
  };
}
