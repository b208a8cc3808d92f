import { House, X } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { SessionState } from '../../shared/model/session-state';
import { PROTOCOL_LABELS } from '../../shared/model/protocol';
import { classNames } from '../ui/class-names';
import { IconButton } from '../ui/icon-button';
import { PHASE_LABELS, PhaseMark } from '../ui/phase-mark';
import { ProtocolGlyph } from '../ui/protocol-glyph';
import { HOME_KEY, panelId, tabId } from './tab-ids';
import { HOME, type View } from './tabs-model';
import styles from './tab-strip.module.css';

export type TabStripProps = {
  sessions: readonly SessionState[];
  view: View;
  onShow: (view: View) => void;
  onClose: (sessionId: string) => void;
};

/**
 * The tabs of the window: the home page, then one for each session. Arrow keys, Home and End move between them,
 * Delete closes one, a middle click closes one. Close buttons lie beside the tabs, since a tab may hold no button.
 */
export function TabStrip({ sessions, view, onShow, onClose }: TabStripProps) {
  const strip = useRef<HTMLDivElement>(null);
  const shownKey = view.kind === 'session' ? view.sessionId : view.page === 'connections' ? HOME_KEY : null;
  const keys = [HOME_KEY, ...sessions.map(({ id }) => id)];

  useEffect(() => {
    const shown = strip.current?.querySelector('[aria-selected="true"]');
    shown?.parentElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shownKey, sessions.length]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const index = keys.findIndex((key) => tabId(key) === document.activeElement?.id);
    const key = keys[index];
    if (key === undefined) return;
    if ((event.key === 'Delete' || event.key === 'Backspace') && key !== HOME_KEY) {
      event.preventDefault();
      onClose(key);
      document.getElementById(tabId(keys[index + 1] ?? keys[index - 1] ?? HOME_KEY))?.focus();
      return;
    }
    const next = nextIndex(event.key, index, keys.length);
    const nextKey = next === null ? undefined : keys[next];
    if (nextKey === undefined) return;
    event.preventDefault();
    onShow(nextKey === HOME_KEY ? HOME : { kind: 'session', sessionId: nextKey });
    document.getElementById(tabId(nextKey))?.focus();
  };

  return (
    <div ref={strip} className={styles.strip} onKeyDown={onKeyDown}>
      <div role="tablist" aria-label="Tabs" aria-owns={keys.map(tabId).join(' ')} />
      <div className={classNames(styles.tab, styles.home, shownKey === HOME_KEY && styles.shown)}>
        <button
          type="button"
          role="tab"
          id={tabId(HOME_KEY)}
          aria-controls={panelId(HOME_KEY)}
          aria-selected={shownKey === HOME_KEY}
          tabIndex={shownKey === HOME_KEY || shownKey === null ? 0 : -1}
          className={styles.button}
          onClick={() => onShow(HOME)}
        >
          <House size={15} aria-hidden="true" />
          <span className={styles.name}>Connections</span>
        </button>
      </div>
      {sessions.map((session) => (
        <SessionTab
          key={session.id}
          session={session}
          isShown={session.id === shownKey}
          onShow={() => onShow({ kind: 'session', sessionId: session.id })}
          onClose={() => onClose(session.id)}
        />
      ))}
    </div>
  );
}

type SessionTabProps = { session: SessionState; isShown: boolean; onShow: () => void; onClose: () => void };

function SessionTab({ session, isShown, onShow, onClose }: SessionTabProps) {
  const { id, name, protocol, phase, readOnly } = session;
  const state = [PROTOCOL_LABELS[protocol], PHASE_LABELS[phase], ...(readOnly ? ['view only'] : [])].join(
    ', ',
  );
  return (
    <div
      className={classNames(styles.tab, isShown && styles.shown)}
      title={`${name}\n${state}`}
      onMouseDown={(event) => {
        // A middle press would start scrolling by itself.
        if (event.button === 1) event.preventDefault();
      }}
      onAuxClick={(event) => {
        if (event.button === 1) onClose();
      }}
    >
      <button
        type="button"
        role="tab"
        id={tabId(id)}
        aria-controls={panelId(id)}
        aria-selected={isShown}
        aria-label={name}
        aria-description={`${state}. Delete closes the tab.`}
        data-phase={phase}
        tabIndex={isShown ? 0 : -1}
        className={styles.button}
        onClick={onShow}
      >
        <ProtocolGlyph protocol={protocol} />
        <span className={styles.name}>{name}</span>
        <PhaseMark phase={phase} />
      </button>
      <IconButton
        size="small"
        label={`Close ${name}`}
        icon={<X />}
        tabIndex={-1}
        className={styles.close}
        onClick={onClose}
      />
    </div>
  );
}

function nextIndex(key: string, index: number, count: number): number | null {
  if (key === 'ArrowRight') return (index + 1) % count;
  if (key === 'ArrowLeft') return (index - 1 + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
