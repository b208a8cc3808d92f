import { useId, type ReactNode } from 'react';
import { classNames } from './class-names';
import styles from './card.module.css';

export type CardProps = {
  title?: string;
  /** One sentence under the title. */
  text?: ReactNode;
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** Without space around the content, for lists and logs that reach the edges. */
  isFlush?: boolean;
  children?: ReactNode;
};

/** A titled part of a page. */
export function Card({ title, text, actions, isFlush = false, children }: CardProps) {
  const titleId = useId();
  return (
    <section aria-labelledby={title === undefined ? undefined : titleId} className={styles.card}>
      {title === undefined ? null : (
        <header className={styles.header}>
          <div className={styles.words}>
            <h2 id={titleId} className={styles.title}>
              {title}
            </h2>
            {text === undefined ? null : <p className={styles.text}>{text}</p>}
          </div>
          {actions}
        </header>
      )}
      <div className={classNames(styles.body, isFlush && styles.flush)}>{children}</div>
    </section>
  );
}
