import type { ParameterDescriptor } from '../../shared/model/parameters/descriptor';
import { Badge } from '../ui/badge';
import { SelectField } from '../ui/select-field';
import { TextAreaField } from '../ui/text-area-field';
import { TextField } from '../ui/text-field';
import { isSet, valueOf, withValue, type EditorDraft } from './editor-model';
import { edit } from './editor-store';
import { FileButton } from './file-button';
import styles from './parameter-field.module.css';
import { SecretField } from './secret-field';

export type ParameterFieldProps = {
  descriptor: ParameterDescriptor;
  draft: EditorDraft;
  /** What is wrong with its value, if that is to be shown. */
  error: string | undefined;
  /** Says that the running engine does not know this parameter; null when it does. */
  unknownMark: string | null;
  /** Called when the user has left the field. */
  onLeave: (name: string) => void;
};

/** The control of one parameter, by its kind. */
export function ParameterField(props: ParameterFieldProps) {
  const { descriptor, draft, error, unknownMark, onLeave } = props;
  const { name, label, help, kind } = descriptor;
  const mark =
    unknownMark === null ? undefined : (
      <Badge
        tone={isSet(draft, descriptor) ? 'warning' : 'neutral'}
        title="The engine in use does not know this parameter, so it has no effect."
      >
        {unknownMark}
      </Badge>
    );
  const common = {
    label,
    help,
    mark,
    error,
    layout: 'row' as const,
    name,
    value: valueOf(draft, descriptor),
    onChange: (value: string) => edit((present) => withValue(present, name, value)),
    onBlur: () => onLeave(name),
  };
  if (descriptor.secret) return <SecretField {...common} descriptor={descriptor} draft={draft} />;
  switch (kind) {
    case 'boolean':
    case 'enum':
      return <SelectField {...common} options={choicesOf(descriptor, common.value)} />;
    case 'multiline':
      return <TextAreaField {...common} isMono rows={4} placeholder={descriptor.defaultValue ?? ''} />;
    case 'private-key':
    case 'certificate':
      return (
        <TextAreaField
          {...common}
          isMono
          rows={4}
          extra={<FileButton purpose={kind} onText={common.onChange} />}
        />
      );
    case 'integer':
    case 'text':
    case 'password':
      return (
        <TextField
          {...common}
          placeholder={descriptor.defaultValue ?? ''}
          inputMode={kind === 'integer' ? 'numeric' : 'text'}
          className={kind === 'integer' && isShort(descriptor.defaultValue) ? styles.short : ''}
          suggestions={descriptor.options.map((option) => option.value)}
        />
      );
  }
}

const isShort = (placeholder: string | null): boolean => (placeholder ?? '').length <= 8;

/** The choices of a select: guacd's default first, and a value that no list has kept visible. */
function choicesOf({ kind, options, defaultValue }: ParameterDescriptor, value: string) {
  const choices =
    kind === 'boolean'
      ? [
          { value: 'true', label: 'On' },
          { value: 'false', label: 'Off' },
        ]
      : [...options];
  const defaultChoice = choices.find((choice) => choice.value === defaultValue)?.label ?? defaultValue;
  if (value !== '' && !choices.some((choice) => choice.value === value))
    choices.push({ value, label: value });
  const words = defaultChoice === null ? 'Default' : `Default (${lowerFirst(defaultChoice)})`;
  return [{ value: '', label: words }, ...choices];
}

/** Lower case at the start, but not for names such as `TLS` or `UTF-8`. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
