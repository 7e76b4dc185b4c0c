import { counted, visible } from '../../../core/format.ts';
import type { VisibleRow } from '../../../core/visible-rows.ts';
import type { ProcessRow, ProcessStore } from '../../store/process-store.ts';

/** What is said of a process that the keys went to: what sighted people see of it and around it. */
export function sentenceOf(
  { process, endedAt, zombiesHeld, key }: ProcessRow,
  { level, hasChildren, expanded }: VisibleRow,
  processes: Pick<ProcessStore, 'tree' | 'row'>,
): string {
  const parent = processes.tree.node(key)?.parent ?? null;
  const parentName = parent === null ? undefined : processes.row(parent.key)?.process.name;
  const below = processes.tree.subtree(key).length - 1;
  return [
    `${visible(process.name)} ${process.pid}`,
    `level ${level}`,
    ...(parentName === undefined ? [] : [`under ${visible(parentName)}`]),
    ...(hasChildren ? [expanded ? 'expanded' : 'collapsed', `${below} below`] : []),
    ...(endedAt === null ? process.marks : ['ended']),
    ...(zombiesHeld > 0 ? [`holds ${counted(zombiesHeld, 'zombie')}`] : []),
  ].join(', ');
}
