import { CLIPBOARD_FIELDS } from './clipboard';
import type { ParameterDescriptor } from './descriptor';
import { field, inGroup } from './field';
import { hostField, portField, timeoutField } from './network';
import { recordingParameters } from './recording';
import { readOnlyField, timezoneField } from './session';
import { SFTP_LIMIT_FIELDS } from './sftp';
import { terminalParameters, TYPESCRIPT_PARAMETERS } from './terminal';
import { WAKE_ON_LAN_PARAMETERS } from './wake-on-lan';

/** Parameters of guacd's SSH plug-in (guacamole-server src/protocols/ssh/settings.c). */
export const SSH_PARAMETERS: readonly ParameterDescriptor[] = [
  ...inGroup(
    'network',
    hostField('SSH server'),
    portField('SSH server', '22'),
    timeoutField(),
    field.text(
      'host-key',
      'Host key',
      'Known key of the server, as a known_hosts line. When blank, the server is not checked unless the ' +
        "engine's computer has a known-hosts file.",
    ),
  ),
  ...inGroup(
    'authentication',
    field.text('username', 'User name', 'Name to log in with. When blank, you are asked for it.', {
      essential: true,
    }),
    field.password('password', 'Password', 'Password to log in with. When blank, you are asked for it.', {
      essential: true,
    }),
    field.privateKey(
      'private-key',
      'Private key',
      'Text of the private key to log in with. guacd 1.4 and older reads only RSA and DSA keys in the older PEM form.',
      { essential: true },
    ),
    field.password('passphrase', 'Passphrase', 'Passphrase that unlocks the private key.', {
      essential: true,
    }),
    field.multiline(
      'public-key',
      'Public key',
      'Public key or SSH certificate that belongs to the private key.',
      {
        since: '1.6.0',
      },
    ),
    field.boolean(
      'enable-agent',
      'Forward the key',
      'Let programs on the server use the private key through an SSH agent. Only for servers you trust.',
    ),
  ),
  ...terminalParameters(null),
  ...inGroup(
    'session',
    field.text('command', 'Command', 'Command to run instead of the login shell.'),
    readOnlyField(),
    field.text(
      'locale',
      'Language',
      'Language of the session (LANG), for instance en_GB.UTF-8, if the server accepts it.',
      {
        since: '1.1.0',
      },
    ),
    timezoneField('Time zone of the session (TZ), for instance Europe/Paris, if the server accepts it.'),
    field.integer(
      'server-alive-interval',
      'Keep-alive interval',
      'Seconds between keep-alive messages to the server. 0 sends none; the shortest interval is 2.',
      { defaultValue: '0' },
    ),
  ),
  ...inGroup(
    'sftp',
    field.boolean('enable-sftp', 'Transfer files', 'Offer file transfer (SFTP) over this connection.'),
    ...SFTP_LIMIT_FIELDS,
  ),
  ...inGroup('clipboard', ...CLIPBOARD_FIELDS),
  ...TYPESCRIPT_PARAMETERS,
  ...recordingParameters({ touch: false }),
  ...WAKE_ON_LAN_PARAMETERS,
];
