import type { ReactNode } from 'react';

/** Signals, calls, options and programs stand out as what one would type. */
const TYPED = /SIG[A-Z0-9]+|__W[A-Z]+|[A-Za-z_0-9]+\(\)|docker run --init|ptrace_scope/;

interface WordsProps {
  readonly text: string;
  /** A name in it, to be set in bold. */
  readonly strong?: string | undefined;
}

/** A sentence of the diagnosis, with its technical words in the face of code. */
export function Words({ text, strong = '' }: WordsProps): ReactNode {
  const named = strong === '' ? -1 : text.indexOf(strong);
  if (named >= 0) {
    return (
      <>
        <Words text={text.slice(0, named)} />
        <strong>{strong}</strong>
        <Words text={text.slice(named + strong.length)} />
      </>
    );
  }
  const typed = TYPED.exec(text);
  if (typed === null) return text;
  return (
    <>
      {text.slice(0, typed.index)}
      <code>{typed[0]}</code>
      <Words text={text.slice(typed.index + typed[0].length)} />
    </>
  );
}
