import { memo, useLayoutEffect, useRef } from 'react';
import { counted } from '../../core/format.ts';
import type { LabCall } from '../../core/lab.ts';
import { CopyButton } from '../frame/copy-button.tsx';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { lineOf, textOf } from './transcript-line.ts';
import './transcript.css';

/** As much as one scrolls through; all that is kept can be copied. */
const SHOWN = 400;
/** So near to the end, one is reading along. */
const NEAR_END = 24;

/** Every system call of the lab, as the process that made it told it. */
export function Transcript() {
  const { lab } = useModel();
  const { calls } = useValue(lab.state);
  const list = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const newest = calls.at(-1)?.seq;

  useLayoutEffect(() => {
    const element = list.current;
    if (element !== null && following.current && newest !== undefined)
      element.scrollTop = element.scrollHeight;
  }, [newest]);

  return (
    <section className="card transcript" aria-label="Transcript">
      <header>
        <h2>Transcript</h2>
        <span>{calls.length === 0 ? '' : counted(calls.length, 'line')}</span>
        <CopyButton
          what="the transcript"
          disabled={calls.length === 0}
          text={() => calls.map((call) => textOf(lineOf(call))).join('\n')}
        />
      </header>
      {calls.length === 0 ? (
        <p className="transcript-empty">
          Each <code>fork()</code>, <code>wait()</code> and <code>kill()</code> appears here with what it
          returned.
        </p>
      ) : (
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
              <TranscriptLine key={call.seq} call={call} />
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}

const TranscriptLine = memo(function TranscriptLine({ call }: { readonly call: LabCall }) {
  const line = lineOf(call);
  return (
    <li>
      <span className="at">{line.time}</span>
      <span className="who">
        {line.role} <span>{line.pid}</span>
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
