import type { ProfileView } from '../../shared/model/profile';
import { bridge, unwrap } from '../platform/bridge';
import { showError, showUndo } from '../ui/toasts-store';

/**
 * Deletes a connection and offers to undo it. A failure is shown as a toast.
 * @param onUndo called when the user wants it back, before it is
 * @returns whether it was deleted
 */
export async function deleteConnection({ id, name }: ProfileView, onUndo: () => void): Promise<boolean> {
  try {
    await unwrap(bridge().calls.profiles.delete({ profileId: id }));
    showUndo(`Deleted “${name}”.`, () => {
      onUndo();
      unwrap(bridge().calls.profiles.restore({ profileId: id })).catch(showError);
    });
    return true;
  } catch (thrown) {
    showError(thrown);
    return false;
  }
}

/** Makes a copy of a connection, secrets included, under a free name. A failure is shown as a toast. */
export async function duplicateConnection({ id }: ProfileView): Promise<void> {
  try {
    await unwrap(bridge().calls.profiles.duplicate({ profileId: id }));
  } catch (thrown) {
    showError(thrown);
  }
}
