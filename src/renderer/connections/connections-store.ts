import { create } from 'zustand';
import type { ProfileView } from '../../shared/model/profile';
import { bridge, unwrap } from '../platform/bridge';
import { watchValue, type Watch } from '../platform/watch-value';

type ConnectionsState = {
  profiles: readonly ProfileView[];
  /** False until the first answer of main, so that no "nothing here" flashes up. */
  isLoaded: boolean;
};

/** The saved connections, as main has them. */
export const useConnections = create<ConnectionsState>()(() => ({ profiles: [], isLoaded: false }));

/** Follows main's profiles. */
export function watchProfiles(): Watch {
  return watchValue(
    'profiles.changed',
    () => unwrap(bridge().calls.profiles.list()),
    (profiles) => useConnections.setState({ profiles, isLoaded: true }),
  );
}
