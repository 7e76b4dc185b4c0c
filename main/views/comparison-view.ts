import { clipboard, dialog } from 'electron';
import { fail, ok, type Result } from '../../core/result.ts';
import { comparisonText, writeComparisonFile } from '../../engine/snapshot/compare-pair.ts';
import type { Compared, Pair } from '../../engine/snapshot/compared.ts';
import { COMPARE_FILE } from '../locations.ts';
import type { ShownView } from './shown-view.ts';
import type { ViewWindow } from './view-windows.ts';

/** Two snapshots laid over each other; a file is `null` for this machine as it was then. */
export function comparisonView(
  pair: Pair,
  files: { readonly before: string | null; readonly after: string | null },
  { before, after, sameBoot, counts, state, leaks, changed }: Compared,
): ShownView {
  return {
    view: {
      kind: 'comparison',
      before: { ...before, file: files.before },
      after: { ...after, file: files.after },
      sameBoot,
      counts,
    },
    comparison: { pair, changed },
    attach: () => ok(state),
    text: () => ok(pair.after),
    events: holdsNoEvents,
    above: holdsNoEvents,
    leaks: () => ok(leaks),
  };
}

const holdsNoEvents = (): Result<never> =>
  fail('not-live', 'A comparison is of two moments: it holds no events.');

export const comparesNothing = (): Result<never> => fail('invalid', 'This window compares nothing.');

/** Puts the tree of what changed onto the clipboard. */
export async function copyComparison({ shown }: ViewWindow): Promise<Result<null>> {
  if (shown.comparison === undefined) return comparesNothing();
  const text = await comparisonText(COMPARE_FILE, shown.comparison.pair);
  if (!text.ok) return text;
  await clipboard.writeText(text.value);
  return ok(null);
}

/** Asks where to, and writes what `reaptree diff --json` would. */
export async function saveComparison({ window, shown }: ViewWindow): Promise<Result<{ path: string }>> {
  if (shown.comparison === undefined) return comparesNothing();
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Save the comparison',
    defaultPath: 'reaptree-diff.json',
    filters: [{ name: 'Comparison (JSON)', extensions: ['json'] }],
  });
  if (canceled || filePath === '') return fail('cancelled', 'Nothing was saved.');
  const written = await writeComparisonFile(COMPARE_FILE, shown.comparison.pair, filePath);
  return written.ok ? ok({ path: filePath }) : written;
}
