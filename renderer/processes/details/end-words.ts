import { called } from '../../../core/diagnosis.ts';
import type { ProcessRow, ProcessStore } from '../../store/process-store.ts';

/** What became of a process that is gone, and of a zombie who took its exit status, as far as that was seen. */
export function endWords(processes: ProcessStore, { key, process }: ProcessRow): string {
  if (!process.marks.includes('zombie')) return 'it has ended';
  const node = processes.tree.node(key);
  if (node === undefined) return 'its parent, or whoever adopted it, collected it';
  const parent = node.parent === null ? undefined : processes.row(node.parent.key);
  if (parent === undefined) return `its parent (${process.ppid}) collected it`;
  // Whoever is dead collects nobody. A zombie goes with its parent when init, or another that adopts, takes it over.
  const dead = parent.endedAt !== null || parent.process.marks.includes('zombie');
  return dead
    ? `its parent ${called(parent.process)} ended, and whoever adopted it collected it`
    : `${called(parent.process)} collected it`;
}
