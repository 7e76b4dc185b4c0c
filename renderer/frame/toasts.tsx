import { Toast } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect } from 'react';
import { useModel } from '../model.ts';
import type { Notice } from './notices.ts';
import './toasts.css';

/** What was done goes by itself, what failed stays until it was read. */
const DONE_MS = 6_000;

const manager = Toast.createToastManager();

const show = ({ kind, title, description }: Notice): void => {
  manager.add({
    title,
    description,
    type: kind,
    ...(kind === 'failed' ? { timeout: 0, priority: 'high' } : { timeout: DONE_MS }),
  });
};

export function Toasts() {
  const { notices } = useModel();
  // After the provider has begun to listen, as its effects come before those of whoever is around it.
  useEffect(() => notices.showWith(show), [notices]);
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="toasts" aria-label="Notices">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast" swipeDirection="right">
      <Toast.Content className="toast-content">
        {toast.type === 'failed' ? (
          <CircleAlert className="toast-icon failed" size={16} aria-hidden />
        ) : (
          <CircleCheck className="toast-icon" size={16} aria-hidden />
        )}
        <div className="toast-words selectable">
          <Toast.Title className="toast-title" render={<p />} />
          <Toast.Description className="toast-description" />
        </div>
        <Toast.Close className="button bare square small" aria-label="Dismiss">
          <X size={14} aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
