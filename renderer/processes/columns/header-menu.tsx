import { ContextMenu } from '@base-ui/react/context-menu';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Column } from '../../../core/columns/column.ts';
import { carryOut } from '../../frame/commands.ts';
import { useModel } from '../../model.ts';
import { useValue } from '../../store/value.ts';
import { fittingWidth } from './fitting.ts';

type Way = 'ascending' | 'descending' | 'none';

const WAYS: Readonly<Record<Way, string>> = {
  ascending: 'Sort ascending',
  descending: 'Sort descending',
  none: 'Do not sort',
};

interface HeaderMenuProps {
  /** The one that was pointed at. */
  readonly column: Column;
  readonly columns: readonly Column[];
  readonly head: Element;
}

/** What can be done with a column, in a menu over its title. */
export function HeaderMenu({ column, columns, head }: HeaderMenuProps) {
  const model = useModel();
  const { columnChoice, settings } = model;
  const { sort, widths } = useValue(settings);
  const text = column.kind === 'text';
  const way: Way = sort?.column !== column.id ? 'none' : text !== sort.reversed ? 'ascending' : 'descending';
  return (
    <>
      <div className="menu-label">{column.title}</div>
      <ContextMenu.RadioGroup
        value={way}
        onValueChange={(wanted: Way) =>
          columnChoice.sort(
            wanted === 'none' ? null : { column: column.id, reversed: text !== (wanted === 'ascending') },
          )
        }
      >
        {(Object.keys(WAYS) as Way[]).map((one) => (
          <ContextMenu.RadioItem key={one} className="menu-item" value={one} closeOnClick>
            <span className="tick">
              <ContextMenu.RadioItemIndicator>
                <Check size={14} aria-hidden />
              </ContextMenu.RadioItemIndicator>
            </span>
            {WAYS[one]}
          </ContextMenu.RadioItem>
        ))}
      </ContextMenu.RadioGroup>
      <ContextMenu.Separator className="menu-separator" />
      <Item
        onChoose={() => {
          const width = fittingWidth(head, columns, column.id);
          if (width !== null) columnChoice.resize(column.id, width);
        }}
      >
        As wide as what is in it
      </Item>
      <Item disabled={widths[column.id] === undefined} onChoose={() => columnChoice.resetWidth(column.id)}>
        The usual width
      </Item>
      <Item disabled={column.id === 'name'} onChoose={() => columnChoice.show(column.id, false)}>
        Hide
      </Item>
      <ContextMenu.Separator className="menu-separator" />
      <Item onChoose={() => carryOut(model, 'columns')}>Columns…</Item>
      <Item onChoose={() => carryOut(model, 'columns:usual')}>The usual columns</Item>
    </>
  );
}

interface ItemProps {
  readonly disabled?: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

const Item = ({ disabled = false, onChoose, children }: ItemProps) => (
  <ContextMenu.Item className="menu-item" disabled={disabled} onClick={onChoose}>
    <span className="tick" /> {children}
  </ContextMenu.Item>
);
