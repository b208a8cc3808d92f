import { useId, type ReactNode } from 'react';
import { classNames } from './class-names';
import styles from './field.module.css';

/** What a control must carry so that its label, help and error are read out with it. */
export type FieldControlProps = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
};

export type FieldProps = {
  label: string;
  /** One or two sentences below the control. */
  help?: ReactNode;
  /** What is wrong with the value, in words; null or absent when nothing is. */
  error?: string | null | undefined;
  /** Shown beside the label, for instance a badge. */
  mark?: ReactNode;
  /** Buttons that belong to the control: beside it where there is room, else below. */
  extra?: ReactNode;
  /** `row`: the label stands left of the control where there is room. */
  layout?: 'stacked' | 'row';
  children: (control: FieldControlProps) => ReactNode;
};

/** A label, a control, its help and its error, tied together for assistive technology. */
export function Field({ label, help, error, mark, extra, layout = 'stacked', children }: FieldProps) {
  const id = useId();
  const helpId = `${id}-help`;
  const errorId = `${id}-error`;
  const describedBy = classNames(error && errorId, help !== undefined && help !== '' && helpId);
  return (
    <div className={classNames(styles.field, layout === 'row' && styles.row)}>
      <div className={styles.head}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        {mark}
      </div>
      <div className={styles.body}>
        <div className={styles.control}>
          {children({
            id,
            'aria-describedby': describedBy === '' ? undefined : describedBy,
            'aria-invalid': error ? true : undefined,
          })}
          {extra}
        </div>
        {error ? (
          <p id={errorId} className={styles.error}>
            {error}
          </p>
        ) : null}
        {help !== undefined && help !== '' ? (
          <p id={helpId} className={styles.help}>
            {help}
          </p>
        ) : null}
      </div>
    </div>
  );
}
