import type { HostPlatform } from '../../shared/model/host-platform';

/** The system under this page. Known at once, so the first key press already has the right meaning. */
export function hostPlatform(): HostPlatform {
  const name = navigator.platform.toLowerCase();
  if (name.startsWith('mac')) return 'darwin';
  return name.startsWith('win') ? 'win32' : 'linux';
}
