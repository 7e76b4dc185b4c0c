import { useMemo, useState } from 'react';
import { containerOf } from '../../core/container.ts';
import type { ProcessInfo } from '../../core/process.ts';
import type { Completion, Completions, completionsAt, Known } from '../../core/query/completion.ts';
import { useModel } from '../model.ts';
import type { ProcessStore } from '../store/process-store.ts';

const NONE: Completions = { from: 0, to: 0, offers: [] };

/** Of the processes there are now. */
function knownOf(processes: ProcessStore, compared: boolean): Known {
  const all = (of: (process: ProcessInfo) => string | null): string[] => {
    const found = new Set<string>();
    for (const { process } of processes.rows()) {
      const value = of(process);
      if (value !== null) found.add(value);
    }
    return [...found].sort();
  };
  return {
    // Each is gone through only where it is asked for.
    get users() {
      return all(({ user }) => user);
    },
    get containers() {
      return all(({ cgroup }) => containerOf(cgroup));
    },
    compared,
  };
}

interface Question {
  readonly text: string;
  readonly caret: number;
  /** Somebody wants to know all that there is. */
  readonly asked: boolean;
  readonly known: Known;
}

export interface Offers {
  readonly list: readonly Completion[];
  /** -1: none of them, so Enter means what was typed. */
  readonly active: number;
  /** Gets ready, before anything is typed. */
  readonly prepare: () => void;
  readonly offer: (text: string, caret: number, options?: { readonly asked?: boolean }) => void;
  /** What is offered is that for where the caret is now; nothing where nothing was offered before. */
  readonly follow: (text: string, caret: number) => void;
  readonly withdraw: () => void;
  readonly move: (by: 1 | -1) => void;
  /** The text with one of the offers in it, and where the caret stands then. */
  readonly taken: (index: number) => { readonly text: string; readonly caret: number } | null;
}

/** How what is being typed could go on. */
export function useOffers(): Offers {
  const { processes, view } = useModel();
  /** Read when somebody goes to the search field. */
  const [complete, setComplete] = useState<typeof completionsAt | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const [active, setActive] = useState(-1);
  const completions = useMemo(
    () =>
      question === null || complete === null
        ? NONE
        : complete(question.text, question.caret, question.known, { asked: question.asked }),
    [question, complete],
  );
  const list = completions.offers;

  const offer: Offers['offer'] = (text, caret, { asked = false } = {}) => {
    const known = knownOf(processes, view.get().kind === 'comparison');
    setQuestion({ text, caret, asked, known });
    setActive(-1);
  };
  return {
    list,
    active,
    prepare: () => {
      if (complete === null) {
        void import('../../core/query/completion.ts').then((read) => setComplete(() => read.completionsAt));
      }
    },
    offer,
    follow: (text, caret) => {
      if (list.length > 0 && (question?.caret !== caret || question.text !== text)) offer(text, caret);
    },
    withdraw: () => setQuestion(null),
    move: (by) => {
      const next = active + by;
      setActive(next < 0 ? list.length - 1 : next % list.length);
    },
    taken: (index) => {
      const chosen = list[index];
      if (chosen === undefined || question === null) return null;
      const { from, to } = completions;
      const begun = question.text.slice(0, from) + chosen.text + (chosen.open ? '' : ' ');
      return { text: begun + question.text.slice(to).trimStart(), caret: begun.length };
    },
  };
}
