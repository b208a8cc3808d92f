import { CLIPBOARD_FIELDS } from './clipboard';
import type { ParameterDescriptor } from './descriptor';
import { field, inGroup } from './field';
import { hostField, portField, timeoutField } from './network';
import { recordingParameters } from './recording';
import { readOnlyField } from './session';
import { terminalParameters, TYPESCRIPT_PARAMETERS } from './terminal';
import { WAKE_ON_LAN_PARAMETERS } from './wake-on-lan';

/** Parameters of guacd's telnet plug-in (guacamole-server src/protocols/telnet/settings.c). */
export const TELNET_PARAMETERS: readonly ParameterDescriptor[] = [
  ...inGroup('network', hostField('telnet server'), portField('telnet server', '23'), timeoutField()),
  ...inGroup(
    'authentication',
    field.text('username', 'User name', 'Name that is typed when the server asks for a login.', {
      essential: true,
    }),
    field.password(
      'password',
      'Password',
      'Password that is typed when the server asks for one. Telnet sends it without encryption.',
      { essential: true },
    ),
    field.text(
      'username-regex',
      'Login prompt',
      'Regular expression (POSIX extended) that recognises the prompt for the user name.',
      { defaultValue: '[Ll]ogin:' },
    ),
    field.text(
      'password-regex',
      'Password prompt',
      'Regular expression (POSIX extended) that recognises the prompt for the password.',
      { defaultValue: '[Pp]assword:' },
    ),
    field.text(
      'login-success-regex',
      'Sign of success',
      'Regular expression that recognises a successful login. Works only together with the sign of failure.',
      { since: '1.1.0' },
    ),
    field.text(
      'login-failure-regex',
      'Sign of failure',
      'Regular expression that recognises a failed login. Works only together with the sign of success.',
      { since: '1.1.0' },
    ),
  ),
  ...terminalParameters(null),
  ...inGroup('session', readOnlyField()),
  ...inGroup('clipboard', ...CLIPBOARD_FIELDS),
  ...TYPESCRIPT_PARAMETERS,
  ...recordingParameters({ touch: false }),
  ...WAKE_ON_LAN_PARAMETERS,
];
