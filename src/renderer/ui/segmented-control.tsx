import { useId, type ReactNode } from 'react';
import styles from './segmented-control.module.css';

export type SegmentedControlProps<T extends string> = {
  /** The accessible name of the group. */
  label: string;
  value: T;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
  onChange: (value: T) => void;
};

/** A choice of one from a few, all visible: radio buttons in one frame. */
export function SegmentedControl<T extends string>({
  label,
  value,
  options,
  onChange,
}: SegmentedControlProps<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={styles.frame}>
      {options.map((option) => (
        <label key={option.value} className={styles.segment}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className={styles.radio}
          />
          {option.icon}
          <span className={styles.label}>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
