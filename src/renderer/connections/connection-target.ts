import type { ProfileView } from '../../shared/model/profile';
import { findParameter } from '../../shared/model/parameters/catalogue';

/**
 * Where a connection leads, in one line: `user@host:port`, without the parts that are not set and without the
 * protocol's usual port; for Kubernetes the pod comes first. Empty when no host is set.
 */
export function connectionTarget({
  protocol,
  parameters,
}: Pick<ProfileView, 'protocol' | 'parameters'>): string {
  const host = parameters.hostname ?? '';
  if (host === '') return '';
  const port = parameters.port ?? '';
  const isUsualPort = port === '' || port === findParameter(protocol, 'port')?.defaultValue;
  const isIpv6 = host.includes(':') && !host.startsWith('[');
  const address = isUsualPort ? host : `${isIpv6 ? `[${host}]` : host}:${port}`;
  if (protocol === 'kubernetes') return kubernetesTarget(parameters, address);
  const user = userOf(parameters);
  return user === '' ? address : `${user}@${address}`;
}

function userOf(parameters: Readonly<Record<string, string>>): string {
  const user = parameters.username ?? '';
  const domain = parameters.domain ?? '';
  return user !== '' && domain !== '' ? `${domain}\\${user}` : user;
}

function kubernetesTarget(parameters: Readonly<Record<string, string>>, address: string): string {
  const pod = parameters.pod ?? '';
  if (pod === '') return address;
  const path = [parameters.namespace ?? '', pod].filter((part) => part !== '').join('/');
  return `${path} on ${address}`;
}
