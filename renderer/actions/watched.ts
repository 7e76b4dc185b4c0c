import type { Watched } from '../../core/diagnosis-facts.ts';
import type { ProcessKey } from '../../core/process.ts';
import type { ProcessRow, ProcessStore } from '../store/process-store.ts';

/** What the page has seen of a zombie, and of those above it, that the kernel does not tell. */
export function watchedOf(processes: ProcessStore, { key, process }: ProcessRow): Watched {
  const adopters: ProcessKey[] = [];
  // Its parent itself is not asked about: that is who would end.
  for (let above = processes.tree.node(key)?.parent?.parent ?? null; above !== null; above = above.parent) {
    const adopted = above.children.some(
      (child) => (processes.row(child.key)?.process.originalParent ?? null) !== null,
    );
    if (adopted) adopters.push(above.key);
  }
  return { zombieSince: process.zombieSince, adopted: process.originalParent !== null, adopters };
}
