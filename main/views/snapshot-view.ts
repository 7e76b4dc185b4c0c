import { fail, ok, type Result } from '../../core/result.ts';
import type { Opened } from '../../engine/snapshot/opened.ts';
import type { ShownView } from './shown-view.ts';

const holdsNoEvents = (): Result<never> =>
  fail('not-live', 'A snapshot is of one moment: it holds no events.');

/** A snapshot as it was opened from a file. */
export function snapshotView(file: string, { facts, state, leaks, text }: Opened): ShownView {
  return {
    view: { kind: 'snapshot', file, ...facts },
    attach: () => ok(state),
    text: () => ok({ form: 'file', text }),
    events: holdsNoEvents,
    above: holdsNoEvents,
    leaks: () => ok(leaks),
  };
}
