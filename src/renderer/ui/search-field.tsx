import { Search, X } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import { classNames } from './class-names';
import { IconButton } from './icon-button';
import input from './input.module.css';
import styles from './search-field.module.css';

export type SearchFieldProps = {
  /** The accessible name, also the placeholder. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Sees the keys first; what it prevents does nothing here. */
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  className?: string | undefined;
  ref?: Ref<HTMLInputElement>;
};

/** A search box. Escape empties it; in an empty one Escape is left to what is around it. */
export function SearchField({ label, value, onChange, onKeyDown, className, ref }: SearchFieldProps) {
  return (
    <div className={classNames(styles.frame, className)}>
      <Search size={15} className={styles.icon} aria-hidden="true" />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={value}
        className={classNames(input.input, styles.input)}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          onKeyDown?.(event);
          if (event.key === 'Enter' && !event.defaultPrevented) event.preventDefault();
          if (event.key !== 'Escape' || value === '' || event.defaultPrevented) return;
          event.preventDefault();
          onChange('');
        }}
      />
      {value === '' ? null : (
        <IconButton
          size="small"
          label="Clear search"
          icon={<X />}
          tabIndex={-1}
          className={styles.clear}
          onClick={(event) => {
            onChange('');
            event.currentTarget.parentElement?.querySelector('input')?.focus();
          }}
        />
      )}
    </div>
  );
}
