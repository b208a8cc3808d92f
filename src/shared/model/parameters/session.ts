import { field, type Field } from './field';

/** View only. Pestle itself also stops all input of such a session. */
export const readOnlyField = (): Field =>
  field.boolean(
    'read-only',
    'View only',
    'Watch without controlling: no key, click or paste reaches the remote computer.',
  );

/** The time zone that the remote session is told. */
export const timezoneField = (help: string): Field =>
  field.text('timezone', 'Time zone', help, { defaultValue: "this computer's time zone", since: '1.1.0' });
