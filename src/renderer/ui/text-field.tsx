import type { InputHTMLAttributes, Ref } from 'react';
import { classNames } from './class-names';
import { Field, type FieldProps } from './field';
import input from './input.module.css';

export type TextFieldProps = Omit<FieldProps, 'children'> &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> & {
    value: string;
    onChange: (value: string) => void;
    /** Fixed-width type, for paths, keys and addresses. */
    isMono?: boolean;
    /** Values to pick from while typing; the field stays free text. */
    suggestions?: readonly string[];
    ref?: Ref<HTMLInputElement>;
  };

/** A labelled one-line text field. */
export function TextField({
  label,
  help,
  error,
  mark,
  extra,
  layout = 'stacked',
  value,
  onChange,
  isMono = false,
  suggestions = [],
  className,
  ...rest
}: TextFieldProps) {
  return (
    <Field label={label} help={help} error={error} mark={mark} extra={extra} layout={layout}>
      {(control) => (
        <>
          <input
            type="text"
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            list={suggestions.length > 0 ? `${control.id}-list` : undefined}
            {...rest}
            {...control}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className={classNames(input.input, isMono && input.mono, className)}
          />
          {suggestions.length > 0 ? (
            <datalist id={`${control.id}-list`}>
              {suggestions.map((suggestion) => (
                <option key={suggestion} value={suggestion} />
              ))}
            </datalist>
          ) : null}
        </>
      )}
    </Field>
  );
}
