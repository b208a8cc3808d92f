import { ChevronDown } from 'lucide-react';
import type { SelectHTMLAttributes } from 'react';
import { classNames } from './class-names';
import { Field, type FieldProps } from './field';
import input from './input.module.css';

export type SelectFieldProps = Omit<FieldProps, 'children'> &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value'> & {
    value: string;
    onChange: (value: string) => void;
    options: readonly { value: string; label: string }[];
  };

/** A labelled choice of one from a list. */
export function SelectField({
  label,
  help,
  error,
  mark,
  extra,
  layout = 'stacked',
  value,
  onChange,
  options,
  className,
  ...rest
}: SelectFieldProps) {
  return (
    <Field label={label} help={help} error={error} mark={mark} extra={extra} layout={layout}>
      {(control) => (
        <div className={input.selectFrame}>
          <select
            {...rest}
            {...control}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className={classNames(input.input, input.select, className)}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown size={14} aria-hidden="true" />
        </div>
      )}
    </Field>
  );
}
