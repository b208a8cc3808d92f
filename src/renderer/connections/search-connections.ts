import type { ProfileView } from '../../shared/model/profile';
import { PROTOCOL_LABELS, type Protocol } from '../../shared/model/protocol';
import { connectionTarget } from './connection-target';

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The order of the list: last opened first, then those never opened, each by name. */
export function compareConnections(a: ProfileView, b: ProfileView): number {
  return (b.lastOpenedAt ?? 0) - (a.lastOpenedAt ?? 0) || byName.compare(a.name, b.name);
}

/**
 * The connections that match, in the order of the list. Every word of the query must begin or be inside the
 * name, the target (user, host, port) or the protocol; case does not count.
 * @param protocol only connections of this one; null for all
 */
export function searchConnections(
  profiles: readonly ProfileView[],
  query: string,
  protocol: Protocol | null = null,
): readonly ProfileView[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return profiles
    .filter((profile) => protocol === null || profile.protocol === protocol)
    .filter((profile) => {
      const text = searchText(profile);
      return words.every((word) => text.includes(word));
    })
    .sort(compareConnections);
}

function searchText(profile: ProfileView): string {
  const { name, protocol, parameters } = profile;
  const port = parameters.port ?? '';
  return [name, connectionTarget(profile), port, protocol, PROTOCOL_LABELS[protocol]]
    .join('\n')
    .toLowerCase();
}
