import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useValue, type Value } from '../store/value.ts';

interface PanelDialogProps {
  readonly title: string;
  /** Whether it is open; closing it sets this. */
  readonly shown: Value<boolean>;
  readonly className: string;
  readonly children: ReactNode;
}

/** A dialog that is opened and closed at will and asks nothing: a head with a name and a cross, and what is in it. */
export function PanelDialog({ title, shown, className, children }: PanelDialogProps) {
  return (
    <Dialog.Root open={useValue(shown)} onOpenChange={(open) => shown.set(open)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className={`dialog ${className}`}>
          <div className="dialog-head">
            <Dialog.Title>{title}</Dialog.Title>
            <Dialog.Close className="button bare square small" aria-label="Close">
              <X size={15} aria-hidden />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
