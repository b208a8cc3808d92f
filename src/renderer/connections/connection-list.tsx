import { Plus } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ProfileView } from '../../shared/model/profile';
import { PROTOCOLS, type Protocol } from '../../shared/model/protocol';
import { Button } from '../ui/button';
import { SearchField } from '../ui/search-field';
import { deleteConnection, duplicateConnection } from './connection-commands';
import { ConnectionRow } from './connection-row';
import styles from './connection-list.module.css';
import { draftOf, newDraft } from './editor-model';
import { requestEditor, useEditor } from './editor-store';
import { listKey } from './list-keys';
import { ProtocolFilter } from './protocol-filter';
import { useSearchFocus } from './search-focus';
import { searchConnections } from './search-connections';
import { useNow } from './use-now';

export type ConnectionListProps = {
  profiles: readonly ProfileView[];
  onOpen: (profileId: string) => void;
  onShowLog: (profileId: string) => void;
};

/** The saved connections with their search. Arrow keys move, Enter opens, F2 or E edits, Delete deletes. */
export function ConnectionList({ profiles, onOpen, onShowLog }: ConnectionListProps) {
  const [query, setQuery] = useState('');
  const [protocol, setProtocol] = useState<Protocol | null>(null);
  const [activeId, setActiveId] = useState(() => useEditor.getState().lastId);
  const list = useRef<HTMLUListElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const focusesActive = useRef(activeId !== null);
  const now = useNow();

  const used = PROTOCOLS.filter((each) => profiles.some((profile) => profile.protocol === each));
  const chosen = protocol !== null && used.includes(protocol) ? protocol : null;
  const found = searchConnections(profiles, query, chosen);
  const active = found.find((profile) => profile.id === activeId) ?? found[0];

  const focusRow = (profile: ProfileView | undefined) => {
    if (profile === undefined) return;
    setActiveId(profile.id);
    list.current?.querySelector<HTMLElement>(`[data-profile="${profile.id}"]`)?.focus();
  };

  // After an edit or an undone deletion the focus comes back to the row; after a deletion it goes on to the
  // neighbour. Each is the active row by then.
  useEffect(() => {
    if (!focusesActive.current) return;
    focusesActive.current = false;
    const row = list.current?.querySelector<HTMLElement>('[tabindex="0"]');
    (row ?? search.current)?.focus();
  }, [profiles]);
  useSearchFocus(search);

  const remove = (profile: ProfileView) => {
    const index = found.indexOf(profile);
    setActiveId((found[index + 1] ?? found[index - 1])?.id ?? null);
    focusesActive.current = true;
    const comeBack = () => {
      setActiveId(profile.id);
      focusesActive.current = true;
    };
    void deleteConnection(profile, comeBack).then((isDeleted) => {
      if (isDeleted) return;
      focusesActive.current = false;
      setActiveId(profile.id);
    });
  };

  const onRowKey = (event: KeyboardEvent, profile: ProfileView) => {
    if (event.target !== event.currentTarget) return;
    const command = listKey(event, found.indexOf(profile), found.length);
    if (command === null) return;
    event.preventDefault();
    if (command.kind === 'move') focusRow(found[command.to]);
    else if (command.kind === 'search') search.current?.focus();
    else if (command.kind === 'open') onOpen(profile.id);
    else if (command.kind === 'edit') requestEditor(draftOf(profile));
    else remove(profile);
  };

  return (
    <>
      <div className={styles.toolbar}>
        <SearchField
          ref={search}
          label="Search connections"
          value={query}
          onChange={setQuery}
          className={styles.search}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') focusRow(active);
            else if (event.key === 'Enter' && query.trim() !== '' && found[0] !== undefined)
              onOpen(found[0].id);
            else return;
            event.preventDefault();
          }}
        />
        {used.length > 1 ? <ProtocolFilter protocols={used} value={chosen} onChange={setProtocol} /> : null}
        <Button tone="primary" icon={<Plus />} onClick={() => requestEditor(newDraft(chosen ?? 'ssh'))}>
          New connection
        </Button>
      </div>
      {found.length === 0 ? (
        <div className={styles.nothing}>
          <p>{query.trim() === '' ? 'No connection here.' : `No connection matches “${query.trim()}”.`}</p>
          <Button
            size="small"
            onClick={() => {
              setQuery('');
              setProtocol(null);
              search.current?.focus();
            }}
          >
            Show all connections
          </Button>
        </div>
      ) : (
        <div className={styles.scroll}>
          <ul ref={list} aria-label="Connections" className={styles.list}>
            {found.map((profile) => (
              <ConnectionRow
                key={profile.id}
                profile={profile}
                now={now}
                isActive={profile === active}
                onFocus={() => setActiveId(profile.id)}
                onKeyDown={(event) => onRowKey(event, profile)}
                onOpen={() => onOpen(profile.id)}
                onEdit={() => requestEditor(draftOf(profile))}
                onShowLog={() => onShowLog(profile.id)}
                onDuplicate={() => void duplicateConnection(profile)}
                onDelete={() => remove(profile)}
              />
            ))}
          </ul>
        </div>
      )}
      <p role="status" className="visually-hidden">
        {query.trim() === '' ? '' : `${found.length} of ${profiles.length} connections`}
      </p>
    </>
  );
}
