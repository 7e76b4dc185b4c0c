import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';

/** How many of the selected processes have ended; looked at with each sample. */
export function useEnded(): number {
  const { tree, processes } = useModel();
  const rows = useValue(tree.selection.rows);
  useValue(processes.facts);
  let ended = 0;
  for (const row of rows.values()) if (row.endedAt !== null) ended += 1;
  return ended;
}
