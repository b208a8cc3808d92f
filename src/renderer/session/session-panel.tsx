import { useId, type ReactNode } from 'react';
import styles from './session-panel.module.css';

export type SessionPanelProps = {
  title: string;
  /** Before the title; decoration. */
  icon?: ReactNode;
  /** Below the title, read out together with it. */
  text?: ReactNode;
  children?: ReactNode;
  /** Buttons, the default one first. */
  actions?: ReactNode;
};

/** A card over the picture of a session. It is not modal: tabs and menus go on working. */
export function SessionPanel({ title, icon, text, children, actions }: SessionPanelProps) {
  const titleId = useId();
  const textId = useId();
  return (
    <div className={styles.place}>
      <section
        className={styles.panel}
        aria-labelledby={titleId}
        aria-describedby={text === undefined ? undefined : textId}
      >
        <div className={styles.head}>
          {icon === undefined ? null : <div className={styles.icon}>{icon}</div>}
          <div className={styles.words}>
            <h2 id={titleId} className={styles.title}>
              {title}
            </h2>
            {text === undefined ? null : (
              <div id={textId} className={styles.text}>
                {text}
              </div>
            )}
          </div>
        </div>
        {children}
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </section>
    </div>
  );
}
