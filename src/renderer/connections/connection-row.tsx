import { Copy, Ellipsis, History, Pencil, Play, Trash2 } from 'lucide-react';
import { useCallback, useId, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { ProfileView } from '../../shared/model/profile';
import { PROTOCOL_LABELS } from '../../shared/model/protocol';
import { Button } from '../ui/button';
import { Menu, type MenuItem } from '../ui/menu';
import { MenuButton } from '../ui/menu-button';
import { ProtocolGlyph } from '../ui/protocol-glyph';
import styles from './connection-row.module.css';
import { connectionTarget } from './connection-target';
import { relativeTime } from './relative-time';

export type ConnectionRowProps = {
  profile: ProfileView;
  /** Wall-clock milliseconds. */
  now: number;
  /** Whether this is the one row that Tab stops at. */
  isActive: boolean;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onOpen: () => void;
  onEdit: () => void;
  onDuplicate: () => void;
  onShowLog: () => void;
  onDelete: () => void;
};

/** One connection of the list. */
export function ConnectionRow(props: ConnectionRowProps) {
  const { profile, now, isActive, onFocus, onKeyDown, onOpen } = props;
  const detailsId = useId();
  const [point, setPoint] = useState<{ x: number; y: number } | null>(null);
  const closeMenu = useCallback(() => setPoint(null), []);
  const items = menuItems(props);
  const target = connectionTarget(profile);

  const onDoubleClick = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('button') !== null) return;
    onOpen();
  };

  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    // The Menu key and Shift+F10 give no point of their own.
    const box = event.currentTarget.getBoundingClientRect();
    const isKey = event.clientX === 0 && event.clientY === 0;
    setPoint(
      isKey ? { x: box.left + 48, y: box.top + box.height / 2 } : { x: event.clientX, y: event.clientY },
    );
  };

  return (
    <li
      data-profile={profile.id}
      aria-label={profile.name}
      aria-describedby={detailsId}
      tabIndex={isActive ? 0 : -1}
      className={styles.row}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      onDoubleClick={onDoubleClick}
      onContextMenu={onContextMenu}
    >
      <ProtocolGlyph protocol={profile.protocol} look="tile" />
      <div className={styles.text}>
        <span className={styles.name} title={profile.name}>
          {profile.name}
        </span>
        <span id={detailsId} className={styles.target} title={target}>
          {[PROTOCOL_LABELS[profile.protocol], target].filter(Boolean).join(' · ')}
        </span>
      </div>
      <span className={styles.when}>
        {profile.lastOpenedAt === null ? 'Never opened' : relativeTime(profile.lastOpenedAt, now)}
      </span>
      <div className={styles.actions}>
        <Button
          size="small"
          icon={<Play />}
          tabIndex={isActive ? 0 : -1}
          aria-label={`Connect to ${profile.name}`}
          className={styles.connect}
          onClick={onOpen}
        >
          Connect
        </Button>
        <MenuButton
          label={`More for ${profile.name}`}
          icon={<Ellipsis />}
          items={items}
          tabIndex={isActive ? 0 : -1}
        />
      </div>
      {point === null ? null : <Menu label={profile.name} items={items} anchor={point} onClose={closeMenu} />}
    </li>
  );
}

function menuItems({
  onOpen,
  onEdit,
  onDuplicate,
  onShowLog,
  onDelete,
}: ConnectionRowProps): readonly MenuItem[] {
  return [
    { id: 'open', label: 'Open', icon: <Play />, hint: 'Enter', onSelect: onOpen },
    { id: 'edit', label: 'Edit', icon: <Pencil />, hint: 'F2', onSelect: onEdit },
    { id: 'duplicate', label: 'Duplicate', icon: <Copy />, onSelect: onDuplicate },
    { id: 'log', label: 'Session log', icon: <History />, onSelect: onShowLog },
    'separator',
    { id: 'delete', label: 'Delete', icon: <Trash2 />, hint: 'Del', isDanger: true, onSelect: onDelete },
  ];
}
