import { memo, type ReactNode, useDeferredValue, useLayoutEffect, useRef } from 'react';
import { counted } from '../../core/format.ts';
import type { LabCall } from '../../core/lab.ts';
import { CopyButton } from '../frame/copy-button.tsx';
import { lineOf, textOf } from './transcript-line.ts';
import './transcript.css';

/** As much as one scrolls through; all that is kept can be copied. */
const SHOWN = 400;
/** So near to the end, one is reading along. */
const NEAR_END = 24;

interface TranscriptProps {
  readonly title: string;
  readonly calls: readonly LabCall[];
  /** Times are counted from its first line, and not from the lab's beginning. */
  readonly fromFirst?: boolean;
  /** Whose calls they are, where one can choose. */
  readonly choice?: ReactNode;
  /** What is said while there is no line. */
  readonly empty: ReactNode;
}

/** System calls of the lab, each as the process that made it told it. */
export function Transcript({ title, calls, fromFirst = false, choice, empty }: TranscriptProps) {
  const zero = fromFirst ? (calls[0]?.at ?? 0) : 0;
  // While thousands are forked, the lines are what can wait.
  const late = useDeferredValue(calls);

  return (
    <section className="card transcript" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {choice}
        <span>{calls.length === 0 ? '' : counted(calls.length, 'line')}</span>
        <CopyButton
          what="the transcript"
          disabled={calls.length === 0}
          text={() => calls.map((call) => textOf(lineOf(call, zero))).join('\n')}
        />
      </header>
      {calls.length === 0 ? <p className="transcript-empty">{empty}</p> : <Lines calls={late} zero={zero} />}
    </section>
  );
}

interface LinesProps {
  readonly calls: readonly LabCall[];
  readonly zero: number;
}

const Lines = memo(function Lines({ calls, zero }: LinesProps) {
  const list = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const newest = calls.at(-1)?.seq;

  useLayoutEffect(() => {
    const element = list.current;
    if (element !== null && following.current && newest !== undefined)
      element.scrollTop = element.scrollHeight;
  }, [newest]);

  return (
    <div
      ref={list}
      className="transcript-lines code selectable"
      role="log"
      aria-label="System calls"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
      onScroll={({ currentTarget: at }) => {
        following.current = at.scrollHeight - at.scrollTop - at.clientHeight < NEAR_END;
      }}
    >
      <ol>
        {calls.slice(-SHOWN).map((call) => (
          <TranscriptLine key={call.seq} call={call} zero={zero} />
        ))}
      </ol>
    </div>
  );
});

interface TranscriptLineProps {
  readonly call: LabCall;
  readonly zero: number;
}

const TranscriptLine = memo(function TranscriptLine({ call, zero }: TranscriptLineProps) {
  const line = lineOf(call, zero);
  return (
    <li data-kernel={line.ofKernel || undefined} data-said={line.said || undefined}>
      <span className="at">{line.time}</span>
      <span className="who">
        {line.role} {line.ofKernel ? null : <span>{line.pid}</span>}
      </span>
      <span className="what">
        {line.returns ? <span className="returns">↳ </span> : null}
        {line.call}
        {line.value === null ? null : (
          <span className={line.error === null ? 'value' : 'failed'}> {line.value}</span>
        )}
        {line.error === null ? null : <span className="failed"> {line.error}</span>}
        {line.blocked ? <span className="blocked"> … blocked</span> : null}
        {line.remark === null ? null : <span className="remark"> ({line.remark})</span>}
      </span>
    </li>
  );
});
