import type { ReactNode } from 'react';
import type { AppInfo } from '../../shared/model/app-info';
import type { EngineState } from '../../shared/model/engine';
import { ConnectionEditor } from './deferred-editor';
import { ConnectionList } from './connection-list';
import styles from './connections-page.module.css';
import { useConnections } from './connections-store';
import { useEditor } from './editor-store';
import { FirstRun } from './first-run';

export type ConnectionsPageProps = {
  engine: EngineState | null;
  secretStorage: AppInfo['secretStorage'] | undefined;
  /** Shown above the list. */
  banners: ReactNode;
  /** Opens a session of a profile in a new tab. */
  onOpen: (profileId: string) => void;
  /** Shows the session log of a profile. */
  onShowLog: (profileId: string) => void;
  /** Opens a session of a profile that was just saved. */
  onConnectEdited: (profileId: string) => void;
};

/** The home page: the saved connections, or the editor of one of them. */
export function ConnectionsPage({
  engine,
  secretStorage,
  banners,
  onOpen,
  onShowLog,
  onConnectEdited,
}: ConnectionsPageProps) {
  const { profiles, isLoaded } = useConnections();
  const editing = useEditor((state) => state.editing);

  if (editing !== null) {
    return (
      <ConnectionEditor
        key={editing.original.id ?? 'new'}
        draft={editing.draft}
        original={editing.original}
        engine={engine}
        secretStorage={secretStorage}
        onConnect={onConnectEdited}
      />
    );
  }
  if (!isLoaded) return null;
  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">Connections</h1>
      {banners}
      {profiles.length === 0 ? (
        <FirstRun />
      ) : (
        <ConnectionList profiles={profiles} onOpen={onOpen} onShowLog={onShowLog} />
      )}
    </div>
  );
}
