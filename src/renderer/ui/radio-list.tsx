import { useId, type ReactNode } from 'react';
import styles from './radio-list.module.css';

export type RadioListProps<T extends string> = {
  /** The accessible name of the group. */
  label: string;
  value: T;
  options: readonly { value: T; label: string; help?: string }[];
  onChange: (value: T) => void;
  /** Shown below the chosen option, for what belongs to it. */
  children?: ReactNode;
};

/** A choice of one from a list, each with a sentence about it. */
export function RadioList<T extends string>({
  label,
  value,
  options,
  onChange,
  children,
}: RadioListProps<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={styles.list}>
      {options.map((option) => (
        <div key={option.value} className={styles.option}>
          <input
            type="radio"
            id={`${name}-${option.value}`}
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            aria-describedby={option.help === undefined ? undefined : `${name}-${option.value}-help`}
            className={styles.radio}
          />
          <label htmlFor={`${name}-${option.value}`}>{option.label}</label>
          {option.help === undefined ? null : (
            <p id={`${name}-${option.value}-help`} className={styles.help}>
              {option.help}
            </p>
          )}
          {option.value === value ? <div className={styles.details}>{children}</div> : null}
        </div>
      ))}
    </div>
  );
}
