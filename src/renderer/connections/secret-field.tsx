import type { ParameterDescriptor } from '../../shared/model/parameters/descriptor';
import { Button } from '../ui/button';
import type { FieldProps } from '../ui/field';
import { PasswordField } from '../ui/password-field';
import { TextAreaField } from '../ui/text-area-field';
import {
  secretState,
  withoutSecret,
  withSavedSecret,
  type EditorDraft,
  type SecretState,
} from './editor-model';
import { edit } from './editor-store';
import { FileButton } from './file-button';

export type SecretFieldProps = Omit<FieldProps, 'children' | 'extra'> & {
  descriptor: ParameterDescriptor;
  draft: EditorDraft;
  name: string;
  value: string;
  onChange: (value: string) => void;
  onBlur: () => void;
};

const PLACEHOLDERS: Readonly<Record<SecretState, string>> = {
  empty: '',
  saved: 'Saved. Type to replace it.',
  changed: '',
  forgotten: 'Will be forgotten when you save.',
  outdated: 'Saved for another host or protocol. Enter it again.',
};

/** The field of a secret: a saved one is never shown, only replaced or forgotten. */
export function SecretField({ descriptor, draft, ...field }: SecretFieldProps) {
  const { name, kind } = descriptor;
  const state = secretState(draft, name);
  const noun = field.label.toLowerCase();
  const extra = (
    <>
      {kind === 'private-key' || kind === 'certificate' ? (
        <FileButton purpose={kind} onText={field.onChange} />
      ) : null}
      {state === 'saved' ? (
        <Button aria-label={`Forget ${noun}`} onClick={() => edit((present) => withoutSecret(present, name))}>
          Forget
        </Button>
      ) : null}
      {state === 'forgotten' ? (
        <Button aria-label={`Keep ${noun}`} onClick={() => edit((present) => withSavedSecret(present, name))}>
          Keep
        </Button>
      ) : null}
    </>
  );
  return kind === 'password' ? (
    <PasswordField {...field} extra={extra} placeholder={PLACEHOLDERS[state]} />
  ) : (
    <TextAreaField {...field} extra={extra} isMono rows={4} placeholder={PLACEHOLDERS[state]} />
  );
}
