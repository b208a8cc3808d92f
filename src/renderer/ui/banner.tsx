import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './banner.module.css';
import { classNames } from './class-names';
import { IconButton } from './icon-button';

export type BannerTone = 'info' | 'warning' | 'error';

export type BannerProps = {
  tone: BannerTone;
  title?: string;
  children?: ReactNode;
  /** Buttons at the end. */
  actions?: ReactNode;
  /** Shows a button that dismisses the banner. */
  onDismiss?: (() => void) | undefined;
  className?: string;
};

const ICONS = { info: Info, warning: TriangleAlert, error: CircleAlert } as const;

/** A message that stays in the page until it no longer holds or is dismissed. */
export function Banner({ tone, title, children, actions, onDismiss, className }: BannerProps) {
  const Icon = ICONS[tone];
  return (
    <div
      role={tone === 'error' ? 'alert' : 'status'}
      className={classNames(styles.banner, styles[tone], className)}
    >
      <Icon size={16} className={styles.icon} aria-hidden="true" />
      <div className={styles.body}>
        {title === undefined ? null : <p className={styles.title}>{title}</p>}
        {children === undefined ? null : <div className={styles.text}>{children}</div>}
      </div>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      {onDismiss === undefined ? null : (
        <IconButton
          size="small"
          label="Dismiss"
          icon={<X />}
          onClick={onDismiss}
          className={styles.dismiss}
        />
      )}
    </div>
  );
}
