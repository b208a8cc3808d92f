import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names';

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** `primary`: the one thing to do next on a screen. `quiet`: without a frame until pointed at. */
  tone?: 'primary' | 'secondary' | 'quiet' | 'danger';
  size?: 'medium' | 'small';
  /** Shown before the words. */
  icon?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
};

/** A button with words. It never submits a form unless `type="submit"` says so. */
export function Button({
  tone = 'secondary',
  size = 'medium',
  icon,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames(styles.button, styles[tone], size === 'small' && styles.small, className)}
    >
      {icon}
      {children === undefined ? null : <span className={styles.label}>{children}</span>}
    </button>
  );
}
