import { KeyRound } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type SyntheticEvent } from 'react';
import { AppError } from '../../shared/errors';
import type { CredentialPrompt as Prompt } from '../../shared/model/session-state';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { PasswordField } from '../ui/password-field';
import { TextField } from '../ui/text-field';
import styles from './credential-prompt.module.css';
import { credentialLabel, isSecretCredential } from './credential-names';
import { SessionPanel } from './session-panel';

/** guacd takes no longer value. */
const MAX_VALUE_LENGTH = 8192;

export type CredentialPromptProps = {
  /** Name of the connection. */
  name: string;
  prompt: Prompt;
  /** Whether there is a saved connection that the answers can be kept with. */
  canRemember: boolean;
  /** The tab is in front, so the first field takes the focus. */
  isActive: boolean;
  /** @throws AppError when main does not take the answer */
  onAnswer: (values: Record<string, string>, remember: boolean) => Promise<void>;
  onCancel: () => void;
};

/** Asks for what a connection needs and has not saved. */
export function CredentialPrompt({
  name,
  prompt,
  canRemember,
  isActive,
  onAnswer,
  onCancel,
}: CredentialPromptProps) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [remember, setRemember] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);

  // As soon as the prompt shows, so that what is typed then is all in it.
  useLayoutEffect(() => {
    if (isActive) first.current?.focus({ preventScroll: true });
  }, [isActive]);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setSending(true);
    setProblem(null);
    try {
      // Every name that was asked for is answered: guacd waits for all of them, and takes an empty value.
      const answer = Object.fromEntries(prompt.names.map((asked) => [asked, values[asked] ?? '']));
      await onAnswer(answer, remember);
    } catch (thrown) {
      setProblem(AppError.from(thrown).message);
      setSending(false);
    }
  };

  return (
    <SessionPanel
      title={`Sign in to ${name}`}
      icon={<KeyRound size={18} aria-hidden="true" />}
      text={
        prompt.reason === 'required'
          ? 'The remote computer asks for this.'
          : canRemember
            ? 'This is not saved with the connection.'
            : 'This is used for this session only.'
      }
    >
      <form
        className={styles.form}
        aria-label={`Sign in to ${name}`}
        onSubmit={(event) => void submit(event)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
        }}
      >
        {prompt.names.map((asked, index) => {
          const FieldOfKind = isSecretCredential(asked) ? PasswordField : TextField;
          return (
            <FieldOfKind
              key={asked}
              {...(index === 0 ? { ref: first } : {})}
              label={credentialLabel(asked)}
              name={asked}
              value={values[asked] ?? ''}
              maxLength={MAX_VALUE_LENGTH}
              onChange={(value) => setValues((before) => ({ ...before, [asked]: value }))}
            />
          );
        })}
        {canRemember ? (
          <Checkbox
            label={prompt.canPersist ? 'Remember with this connection' : 'Remember until Pestle is closed'}
            help={
              prompt.canPersist
                ? 'Kept encrypted, with a key from the keyring of this computer.'
                : 'This computer has no keyring that could keep it for longer.'
            }
            isChecked={remember}
            onChange={setRemember}
          />
        ) : null}
        {problem === null ? null : (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        <div className={styles.actions}>
          <Button type="submit" tone="primary" disabled={isSending}>
            Sign in
          </Button>
          <Button onClick={onCancel}>Cancel</Button>
        </div>
      </form>
    </SessionPanel>
  );
}
