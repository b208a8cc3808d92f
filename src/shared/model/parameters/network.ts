import { field, type Field } from './field';

const PORT_RANGE = { min: 1, max: 65_535 };

/** The host every connection needs. `what` names the server, for instance `SSH server`. */
export const hostField = (what: string): Field =>
  field.text('hostname', 'Host', `Name or address of the ${what}, as the engine's computer can reach it.`, {
    required: true,
    essential: true,
  });

/** The TCP port of the server. `usual` is guacd's own default. */
export const portField = (what: string, usual: string): Field =>
  field.integer('port', 'Port', `TCP port of the ${what}.`, {
    ...PORT_RANGE,
    defaultValue: usual,
    essential: true,
  });

/** A port that is not the main one. */
export const otherPortField = (name: string, label: string, help: string, usual: string | null): Field =>
  field.integer(name, label, help, { ...PORT_RANGE, defaultValue: usual });

/** How long the engine waits for the server. */
export const timeoutField = (): Field =>
  field.integer(
    'timeout',
    'Connection timeout',
    'Seconds the engine waits for the server to accept the connection.',
    { defaultValue: '10', min: 1, since: '1.6.0' },
  );
