import type { Protocol } from '../protocol';
import type { ParameterCatalogue, ParameterDescriptor } from './descriptor';
import { KUBERNETES_PARAMETERS } from './kubernetes';
import { RDP_PARAMETERS } from './rdp';
import { SSH_PARAMETERS } from './ssh';
import { TELNET_PARAMETERS } from './telnet';
import { VNC_PARAMETERS } from './vnc';

/** Every parameter of every protocol that guacd 1.0.0 to its development branch knows. */
export const PARAMETER_CATALOGUE: ParameterCatalogue = {
  ssh: SSH_PARAMETERS,
  rdp: RDP_PARAMETERS,
  vnc: VNC_PARAMETERS,
  telnet: TELNET_PARAMETERS,
  kubernetes: KUBERNETES_PARAMETERS,
};

/** The descriptor of one parameter, or undefined when the catalogue does not know it. */
export function findParameter(protocol: Protocol, name: string): ParameterDescriptor | undefined {
  return PARAMETER_CATALOGUE[protocol].find((descriptor) => descriptor.name === name);
}

const ALL_NAMES: ReadonlySet<string> = new Set(
  Object.values(PARAMETER_CATALOGUE).flatMap((descriptors) => descriptors.map(({ name }) => name)),
);

/** Whether any protocol has a parameter of this name. */
export function isParameterName(name: string): boolean {
  return ALL_NAMES.has(name);
}

const SECRET_NAMES: ReadonlySet<string> = new Set(
  Object.values(PARAMETER_CATALOGUE).flatMap((descriptors) =>
    descriptors.filter((descriptor) => descriptor.secret).map((descriptor) => descriptor.name),
  ),
);

/**
 * Whether a parameter is secret under any protocol. Such a name never lies among a profile's plain parameters,
 * so that a change of protocol cannot turn a secret into plain text.
 */
export function isSecretParameter(name: string): boolean {
  return SECRET_NAMES.has(name);
}

/**
 * Values that a new profile starts with, where guacd's own default would not do: it has no usable VNC port, never
 * resizes an RDP desktop, and reaches Kubernetes without encryption.
 */
export const INITIAL_PARAMETERS: Readonly<Record<Protocol, Readonly<Record<string, string>>>> = {
  ssh: {},
  rdp: { 'resize-method': 'display-update' },
  vnc: { port: '5900' },
  telnet: {},
  kubernetes: { port: '6443', 'use-ssl': 'true' },
};
