import { Eye, EyeOff } from 'lucide-react';
import { useState, type InputHTMLAttributes, type Ref } from 'react';
import { classNames } from './class-names';
import { Field, type FieldProps } from './field';
import { IconButton } from './icon-button';
import input from './input.module.css';
import styles from './password-field.module.css';

export type PasswordFieldProps = Omit<FieldProps, 'children'> &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value' | 'type'> & {
    value: string;
    onChange: (value: string) => void;
    ref?: Ref<HTMLInputElement>;
  };

/** A labelled password field. What is typed can be shown until the field is left empty. */
export function PasswordField({
  label,
  help,
  error,
  mark,
  extra,
  layout = 'stacked',
  value,
  onChange,
  className,
  ...rest
}: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  const isReadable = isShown && value !== '';
  return (
    <Field label={label} help={help} error={error} mark={mark} extra={extra} layout={layout}>
      {(control) => (
        <div className={styles.frame}>
          <input
            autoComplete="off"
            spellCheck={false}
            {...rest}
            {...control}
            type={isReadable ? 'text' : 'password'}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className={classNames(input.input, styles.input, className)}
          />
          {value === '' ? null : (
            <IconButton
              size="small"
              className={styles.eye}
              label={isReadable ? `Hide ${label.toLowerCase()}` : `Show ${label.toLowerCase()}`}
              icon={isReadable ? <EyeOff /> : <Eye />}
              onClick={() => setShown(!isReadable)}
            />
          )}
        </div>
      )}
    </Field>
  );
}
