import type { ParameterDescriptor, ParameterKind } from './descriptor';

/** A descriptor that has not been put in a group yet. */
export type Field = Omit<ParameterDescriptor, 'group'>;

/** What a field may say beyond its name, label and help; everything absent takes the plain value. */
export type FieldOptions = Partial<Omit<Field, 'name' | 'label' | 'help' | 'kind'>>;

type MakeField = (name: string, label: string, help: string, options?: FieldOptions) => Field;

/** `since` of a parameter that is in guacd's development branch but in no release yet. */
export const UNRELEASED = 'unreleased';

const maker =
  (kind: ParameterKind, preset: FieldOptions = {}): MakeField =>
  (name, label, help, options = {}) => ({
    name,
    label,
    help,
    kind,
    defaultValue: null,
    secret: false,
    required: false,
    essential: false,
    min: null,
    max: null,
    options: [],
    since: null,
    ...preset,
    ...options,
  });

/**
 * Makes one field of each kind. Passwords and private keys are secret; booleans are off and integers are not
 * negative unless said otherwise.
 */
export const field = {
  text: maker('text'),
  integer: maker('integer', { min: 0 }),
  boolean: maker('boolean', { defaultValue: 'false' }),
  choice: maker('enum'),
  password: maker('password', { secret: true }),
  multiline: maker('multiline'),
  privateKey: maker('private-key', { secret: true }),
  certificate: maker('certificate'),
} satisfies Record<string, MakeField>;

/** Puts fields in a group, in their order. */
export function inGroup(group: string, ...fields: readonly Field[]): readonly ParameterDescriptor[] {
  return fields.map((each) => ({ ...each, group }));
}
