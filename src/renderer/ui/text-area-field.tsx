import type { TextareaHTMLAttributes } from 'react';
import { classNames } from './class-names';
import { Field, type FieldProps } from './field';
import input from './input.module.css';

export type TextAreaFieldProps = Omit<FieldProps, 'children'> &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'value'> & {
    value: string;
    onChange: (value: string) => void;
    isMono?: boolean;
  };

/** A labelled text field of several lines. */
export function TextAreaField({
  label,
  help,
  error,
  mark,
  extra,
  layout = 'stacked',
  value,
  onChange,
  isMono = false,
  className,
  ...rest
}: TextAreaFieldProps) {
  return (
    <Field label={label} help={help} error={error} mark={mark} extra={extra} layout={layout}>
      {(control) => (
        <textarea
          autoComplete="off"
          spellCheck={false}
          {...rest}
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={classNames(input.input, input.area, isMono && input.mono, className)}
        />
      )}
    </Field>
  );
}
