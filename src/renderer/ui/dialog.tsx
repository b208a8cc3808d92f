import { useEffect, useId, useRef, type ReactNode } from 'react';
import { classNames } from './class-names';
import styles from './dialog.module.css';

export type DialogProps = {
  title: string;
  /** `large`: for a question with facts. `wide`: for a list with long lines, which is not read out as a whole when the dialog opens. */
  size?: 'medium' | 'large' | 'wide';
  children?: ReactNode;
  /** Buttons, the default one last; give it `data-default` and Enter presses it at once. */
  actions: ReactNode;
  /** Escape. */
  onCancel: () => void;
};

/** A modal question. It is open while it is rendered, and gives the focus back to where it was. */
export function Dialog({ title, size = 'medium', children, actions, onCancel }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const textId = useId();

  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('[data-default]')?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={ref}
      className={classNames(styles.dialog, size !== 'medium' && styles[size])}
      aria-labelledby={titleId}
      aria-describedby={children === undefined || size === 'wide' ? undefined : textId}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id={titleId} className={styles.title}>
        {title}
      </h2>
      {children === undefined ? null : (
        <div id={textId} className={styles.text}>
          {children}
        </div>
      )}
      <div className={styles.actions}>{actions}</div>
    </dialog>
  );
}
