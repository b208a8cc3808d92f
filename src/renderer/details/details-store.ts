import { create } from 'zustand';

type DetailsState = {
  /** Sessions whose details are shown, by id. */
  sessionIds: readonly string[];
  /** The connection whose log is shown in a dialog; null when none is. */
  logOf: string | null;
};

/** What is shown about sessions beside their pictures. */
export const useDetails = create<DetailsState>()(() => ({ sessionIds: [], logOf: null }));

/** Shows the details of a session, or hides them. Returns whether they are shown now. */
export function toggleDetails(sessionId: string): boolean {
  const isShown = useDetails.getState().sessionIds.includes(sessionId);
  if (isShown) hideDetails(sessionId);
  else useDetails.setState(({ sessionIds }) => ({ sessionIds: [...sessionIds, sessionId] }));
  return !isShown;
}

export function hideDetails(sessionId: string): void {
  useDetails.setState(({ sessionIds }) => ({ sessionIds: sessionIds.filter((id) => id !== sessionId) }));
}

/** Shows the session log of a connection in a dialog; null closes it. */
export function showLog(profileId: string | null): void {
  useDetails.setState({ logOf: profileId });
}
