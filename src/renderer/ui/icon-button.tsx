import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from './class-names';
import styles from './icon-button.module.css';

export type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> & {
  /** The accessible name, also shown as a tooltip unless `title` says otherwise. */
  label: string;
  icon: ReactNode;
  size?: 'medium' | 'small';
  ref?: Ref<HTMLButtonElement>;
};

/** A square button that shows only an icon. */
export function IconButton({ label, icon, size = 'medium', className, title, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={title ?? label}
      {...rest}
      className={classNames(styles.button, size === 'small' && styles.small, className)}
    >
      {icon}
    </button>
  );
}
