import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { systemClock } from '../../shared/clock';
import { Button } from './button';
import { classNames } from './class-names';
import { IconButton } from './icon-button';
import { useToasts, type Toast } from './toasts-store';
import styles from './toasts.module.css';

/** The corner of the window where toasts come and go. One per window; read out politely. */
export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div role="region" aria-label="Messages" aria-live="polite" className={styles.corner}>
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const dismiss = useToasts((state) => state.dismiss);
  const [isHeld, setHeld] = useState(false);

  useEffect(
    () => (isHeld ? undefined : systemClock.after(toast.stayMs, () => dismiss(toast.id))),
    [toast, isHeld, dismiss],
  );

  const { action } = toast;
  const Icon = toast.tone === 'error' ? CircleAlert : CircleCheck;
  return (
    <div
      className={classNames(styles.toast, styles[toast.tone])}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon size={16} aria-hidden="true" />
      <p className={styles.text}>{toast.text}</p>
      {action === null ? null : (
        <Button
          size="small"
          tone="quiet"
          className={styles.action}
          onClick={() => {
            dismiss(toast.id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton size="small" label="Dismiss" icon={<X />} onClick={() => dismiss(toast.id)} />
    </div>
  );
}
