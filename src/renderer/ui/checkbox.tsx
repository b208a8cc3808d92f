import { useId, type InputHTMLAttributes } from 'react';
import styles from './checkbox.module.css';

export type CheckboxProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'checked' | 'type'> & {
  label: string;
  help?: string;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
};

/** A labelled yes or no. */
export function Checkbox({ label, help, isChecked, onChange, ...rest }: CheckboxProps) {
  const id = useId();
  const helpId = `${id}-help`;
  return (
    <div className={styles.row}>
      <input
        {...rest}
        id={id}
        type="checkbox"
        checked={isChecked}
        onChange={(event) => onChange(event.target.checked)}
        aria-describedby={help === undefined ? undefined : helpId}
        className={styles.box}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {help === undefined ? null : (
          <p id={helpId} className={styles.help}>
            {help}
          </p>
        )}
      </div>
    </div>
  );
}
