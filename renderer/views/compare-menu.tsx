import { Menu } from '@base-ui/react/menu';
import { ChevronDown, GitCompare } from 'lucide-react';
import { moment, visible } from '../../core/format.ts';
import type { ComparedChoice } from '../../core/view.ts';
import { fileNameOf } from '../../core/view.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';

interface CompareMenuProps {
  /** What it is compared with. */
  readonly one: ComparedChoice;
  /** The file that is `one`: it is not offered to be compared with itself. */
  readonly file: string | null;
}

/** With what to compare a snapshot: the machine as it is, a file of the last ones, or any other. */
export function CompareMenu({ one, file }: CompareMenuProps) {
  const { opening } = useModel();
  const recent = useValue(opening.recent);
  const others = (recent ?? []).filter((other) => other.file !== file);
  return (
    <Menu.Root onOpenChange={(open) => open && void opening.askRecent()}>
      <Menu.Trigger className="button small">
        <GitCompare size={13} aria-hidden /> Compare with <ChevronDown size={13} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="layer" align="end" sideOffset={5}>
          <Menu.Popup className="popup">
            <Menu.Item className="menu-item" onClick={() => void opening.compare(one, { kind: 'live' })}>
              The machine as it is now
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => void opening.compare(one, { kind: 'ask' })}>
              Another file…
            </Menu.Item>
            {others.length === 0 ? null : <Menu.Separator className="menu-separator" />}
            {others.map((other) => (
              <Menu.Item
                key={other.file}
                className="menu-item"
                title={visible(other.file)}
                onClick={() => void opening.compare(one, { kind: 'recent', file: other.file })}
              >
                {visible(fileNameOf(other.file))} <span className="end">{moment(other.takenAt)}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
