import { Toast } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useModel } from '../model.ts';
import './toasts.css';

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const { notices } = useModel();
  return (
    <Toast.Provider toastManager={notices.manager} limit={4}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="toasts" aria-label="Notices">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
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
