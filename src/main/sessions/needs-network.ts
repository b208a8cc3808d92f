import type { Profile } from '../../shared/model/profile';

const loopbackPattern = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;

/**
 * Whether the remote computer of a profile can only be reached through a network. Seen from an engine on another
 * computer, `localhost` is that one; such a session tries in vain while there is no network.
 */
export function needsNetwork({ parameters }: Profile): boolean {
  return !loopbackPattern.test(parameters.hostname ?? '');
}
