import { Fragment } from 'react';
import { visible } from '../../../core/format.ts';
import { MASK, type Span } from '../../../core/secrets.ts';

interface MaskedTextProps {
  readonly text: string;
  readonly secrets: readonly Span[];
  readonly revealed: boolean;
}

/** A text with its secrets covered; when they are to be seen they still stand out. */
export function MaskedText({ text, secrets, revealed }: MaskedTextProps) {
  let done = 0;
  return (
    <>
      {secrets.map(({ from, to }) => {
        const before = text.slice(done, from);
        done = to;
        return (
          <Fragment key={from}>
            {visible(before)}
            {revealed ? (
              <mark className="secret">{visible(text.slice(from, to))}</mark>
            ) : (
              <span className="secret" role="img" aria-label="masked secret">
                {MASK}
              </span>
            )}
          </Fragment>
        );
      })}
      {visible(text.slice(done))}
    </>
  );
}
