import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';

interface TipProps {
  readonly text: string;
  /** The key that does the same. */
  readonly shortcut?: string;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  readonly children: ReactElement<Record<string, unknown>>;
}

/** Says what an icon is for. The child needs a name of its own: a tip is not one. */
export function Tip({ text, shortcut, side = 'bottom', children }: TipProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner className="layer" side={side} sideOffset={6}>
          <Tooltip.Popup className="tip">
            {text}
            {shortcut === undefined ? null : <kbd>{shortcut}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
