import { called } from '../../../core/diagnosis-facts.ts';
import type { ProcessRow, ProcessStore } from '../../store/process-store.ts';

/** What became of a process that is gone, and of a zombie who took its exit status, as far as that was seen. */
export function endWords(processes: ProcessStore, { key, process, endedAt }: ProcessRow): string {
  if (!process.marks.includes('zombie')) return 'it has ended';
  const node = processes.tree.node(key);
  if (node === undefined) return 'its parent, or whoever adopted it, collected it';
  const parent = node.parent === null ? undefined : processes.row(node.parent.key);
  if (parent === undefined) return `its parent (${process.ppid}) collected it`;
  const who = called(parent.process);
  // Whoever is dead collects nobody: init, or another that adopts, took the zombie over and did.
  const before = parent.process.marks.includes('zombie') || (parent.endedAt ?? Infinity) < (endedAt ?? 0);
  if (before) return `its parent ${who} ended, and whoever adopted it collected it`;
  return parent.endedAt === null
    ? `${who} collected it`
    : `its parent ${who} ended too, and that or whoever adopted it collected it`;
}
