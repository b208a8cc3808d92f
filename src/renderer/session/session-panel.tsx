import { useId, type ReactNode } from 'react';
import { classNames } from '../ui/class-names';
import styles from './session-panel.module.css';

export type SessionPanelProps = {
  title: string;
  /** Before the title; decoration. */
  icon?: ReactNode;
  /** Colours the icon. */
  tone?: 'neutral' | 'warning' | 'error';
  /** Below the title, read out together with it. */
  text?: ReactNode;
  children?: ReactNode;
  /** Buttons, the default one first. */
  actions?: ReactNode;
};

/** A card over the picture of a session. It is not modal: tabs and menus go on working. */
export function SessionPanel({ title, icon, tone = 'neutral', text, children, actions }: SessionPanelProps) {
  const titleId = useId();
  const textId = useId();
  return (
    <div className={styles.place}>
      <section
        className={styles.panel}
        aria-labelledby={titleId}
        aria-describedby={text === undefined ? undefined : textId}
      >
        {icon === undefined ? null : <div className={classNames(styles.icon, styles[tone])}>{icon}</div>}
        <div className={styles.content}>
          <div>
            <h2 id={titleId} className={styles.title}>
              {title}
            </h2>
            {text === undefined ? null : (
              <div id={textId} className={styles.text}>
                {text}
              </div>
            )}
          </div>
          {children}
          {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
        </div>
      </section>
    </div>
  );
}
