import { CLIPBOARD_FIELDS } from './clipboard';
import type { ParameterDescriptor } from './descriptor';
import { field, inGroup } from './field';
import { hostField, portField } from './network';
import { recordingParameters } from './recording';
import { readOnlyField } from './session';
import { terminalParameters, TYPESCRIPT_PARAMETERS } from './terminal';

/** Parameters of guacd's Kubernetes plug-in (guacamole-server src/protocols/kubernetes/settings.c). */
export const KUBERNETES_PARAMETERS: readonly ParameterDescriptor[] = [
  ...inGroup('network', hostField('Kubernetes API server'), portField('Kubernetes API server', '8080')),
  ...inGroup(
    'container',
    field.text('namespace', 'Namespace', 'Namespace that the pod belongs to.', {
      defaultValue: 'default',
      essential: true,
    }),
    field.text('pod', 'Pod', 'Name of the pod to attach to.', { required: true, essential: true }),
    field.text('container', 'Container', 'Container inside the pod.', {
      defaultValue: 'the first one',
      essential: true,
    }),
    field.text(
      'exec-command',
      'Command',
      'Command to run in the container. When blank, the session attaches to the program that runs there.',
      { since: '1.4.0' },
    ),
  ),
  ...inGroup(
    'authentication',
    field.boolean(
      'use-ssl',
      'Encrypt (TLS)',
      'Reach the API server over TLS. Certificates are used only then.',
      {
        essential: true,
      },
    ),
    field.certificate(
      'ca-cert',
      'Certificate authority',
      "Certificate (PEM) of the authority that signed the API server's certificate.",
    ),
    field.certificate('client-cert', 'Client certificate', 'Certificate (PEM) to log in with.'),
    field.privateKey('client-key', 'Client key', 'Private key (PEM) that belongs to the client certificate.'),
    field.boolean(
      'ignore-cert',
      'Accept any certificate',
      'Do not check who the API server is. Anyone on the way can then read and change the session.',
    ),
  ),
  ...terminalParameters('1.6.1'),
  ...inGroup('session', readOnlyField()),
  ...inGroup('clipboard', ...CLIPBOARD_FIELDS),
  ...TYPESCRIPT_PARAMETERS,
  ...recordingParameters({ touch: false }),
];
