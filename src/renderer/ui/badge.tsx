import type { ReactNode } from 'react';
import styles from './badge.module.css';
import { classNames } from './class-names';

export type BadgeProps = { tone?: 'neutral' | 'accent' | 'warning'; title?: string; children: ReactNode };

/** A word or a number beside a name. */
export function Badge({ tone = 'neutral', title, children }: BadgeProps) {
  return (
    <span className={classNames(styles.badge, styles[tone])} title={title}>
      {children}
    </span>
  );
}
