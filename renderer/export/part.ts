import type { ExportOrder } from '../../core/snapshot/export-order.ts';
import type { Model } from '../model.ts';

export const PARTS = ['everything', 'shown', 'selected'] as const;
/** How much of what the window knows is to be exported. */
export type Part = (typeof PARTS)[number];

export type PartOrder = Pick<ExportOrder, 'query' | 'ancestors' | 'below'>;

const EVERYTHING: PartOrder = { query: '', ancestors: false, below: false };

const treesOf = (pids: readonly number[]): string =>
  pids.map((pid) => `pid:${pid} or under:${pid}`).join(' or ');

const pidOf = (key: string): number => Number(key.split('@')[0]);

/** What to ask for, written as a query that whoever gets the file can read; `null` where there is no such part. */
export function orderOf(part: Part, { tree, settings }: Pick<Model, 'tree' | 'settings'>): PartOrder | null {
  switch (part) {
    case 'everything':
      return EVERYTHING;
    case 'shown': {
      const { hideOwn, layout, subtrees } = settings.get();
      const focus = tree.focus.get().map(pidOf);
      const { text } = tree.search.get().query;
      const terms = [
        ...(focus.length === 0 ? [] : [`(${treesOf(focus)})`]),
        ...(text.trim() === '' ? [] : [`(${text})`]),
        ...(hideOwn ? ['not mark:own'] : []),
      ];
      if (terms.length === 0) return null;
      const [only = ''] = terms;
      return {
        query: terms.length === 1 ? only.replace(/^\((.*)\)$/s, '$1') : terms.join(' '),
        // As they are drawn above a match, so that one sees where it belongs.
        ancestors: layout !== 'list' && tree.filtered,
        below: subtrees && tree.filtered,
      };
    }
    case 'selected': {
      const pids = [...tree.selection.rows.get().values()].map(({ process }) => process.pid);
      return pids.length === 0 ? null : { query: treesOf(pids), ancestors: false, below: false };
    }
  }
}
