import type { LabCall } from '../../core/lab.ts';

/** What a call is named in the programs, where that differs. */
const NAMES: Readonly<Record<string, string>> = {
  nanosleep: '(?:nap|time\\.sleep)',
  wait: '(?:wait|os\\.wait)',
  sigaction: '(?:sigaction|signal\\.signal)',
};

const patternOf = (name: string): RegExp =>
  new RegExp(`(?<![\\w"])${NAMES[name] ?? `(?:os\\.)?${name.replace(/\W/g, '')}`}\\(`);

/** Definitions and comments name calls that they do not make. */
const isCode = (line: string): boolean => !/^\s*(?:static |def |\/\*|\*|#)/.test(line);

/**
 * The line of a program that stands for what the parent did last, counted from 0; `null` where none does. The program is
 * read along with the calls: each is looked for behind the one before, and from the top where a loop begins anew.
 */
export function currentLine(program: string, calls: readonly LabCall[]): number | null {
  const lines = program.split('\n');
  let at: number | null = null;
  for (const call of calls) {
    if (call.role !== 'parent' || call.call !== call.seq || call.outcome.kind === 'said') continue;
    const pattern = patternOf(call.name);
    const makes = (line: string): boolean => isCode(line) && pattern.test(line);
    const next = lines.findIndex((line, index) => index > (at ?? -1) && makes(line));
    if (next !== -1) at = next;
    else {
      const again = lines.findIndex(makes);
      if (again !== -1) at = again;
    }
  }
  return at;
}
