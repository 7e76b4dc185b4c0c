import { fail, ok, type Result } from '../../core/result.ts';
import type { ComparedChoice } from '../../core/view.ts';
import { comparePair } from '../../engine/snapshot/compare-pair.ts';
import type { SnapshotText } from '../../engine/snapshot/snapshot-text.ts';
import { COMPARE_FILE } from '../locations.ts';
import { comparisonView } from './comparison-view.ts';
import type { Opening } from './opening.ts';
import type { ShownView } from './shown-view.ts';
import type { ViewWindow, ViewWindows } from './view-windows.ts';

/** One of the two, found. */
interface Side {
  readonly file: string | null;
  readonly takenAt: number;
  readonly text: SnapshotText;
}

/** Lays two snapshots over each other in a window of its own. */
export class Comparing {
  readonly #windows: ViewWindows;
  readonly #opening: Opening;
  readonly #live: () => ShownView;

  constructor(windows: ViewWindows, opening: Opening, live: () => ShownView) {
    this.#windows = windows;
    this.#opening = opening;
    this.#live = live;
  }

  /** Whichever was taken earlier comes first. */
  async compare(asker: ViewWindow, one: ComparedChoice, other: ComparedChoice): Promise<Result<null>> {
    // The machine last: nobody wants it as it was before a file was looked for.
    const choices = [one, other].sort((a, b) => Number(a.kind === 'live') - Number(b.kind === 'live'));
    const sides: Side[] = [];
    for (const choice of choices) {
      const side = await this.#side(asker, choice);
      if (!side.ok) return side;
      sides.push(side.value);
    }
    const [before, after] = sides.sort((a, b) => a.takenAt - b.takenAt);
    if (before === undefined || after === undefined) return fail('invalid', 'It takes two to compare.');
    const pair = { before: before.text, after: after.text };
    const compared = await comparePair(COMPARE_FILE, pair);
    if (!compared.ok) return compared;
    this.#windows.open(comparisonView(pair, { before: before.file, after: after.file }, compared.value));
    return ok(null);
  }

  async #side(asker: ViewWindow, choice: ComparedChoice): Promise<Result<Side>> {
    switch (choice.kind) {
      case 'live':
        return sideOf(this.#live());
      case 'this':
        return sideOf(asker.shown);
      case 'ask': {
        const file = await this.#opening.ask(asker.window, 'Compare with');
        return file.ok ? this.#read(file.value) : file;
      }
      case 'recent':
        return this.#opening.isRecent(choice.file)
          ? this.#read(choice.file)
          : fail('refused', 'That file was not opened before.');
    }
  }

  async #read(file: string): Promise<Result<Side>> {
    const read = await this.#opening.read(file);
    if (!read.ok) return read;
    const { facts, text } = read.value;
    return ok({ file, takenAt: facts.takenAt, text: { form: 'file', text } });
  }
}

async function sideOf({ view, text }: ShownView): Promise<Result<Side>> {
  if (view.kind !== 'snapshot' && view.kind !== 'live') {
    return fail('invalid', 'Only a snapshot can be compared.', 'Export one first.');
  }
  const taken = await text();
  if (!taken.ok) return taken;
  const { file, takenAt } = view.kind === 'live' ? { file: null, takenAt: Date.now() } : view;
  return ok({ file, takenAt, text: taken.value });
}
