import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { findParameter } from '../../shared/model/parameters/catalogue';
import type { Protocol } from '../../shared/model/protocol';
import type { SessionPhase, SessionState } from '../../shared/model/session-state';
import { Banner } from '../ui/banner';
import { SessionNotice } from './session-notice';
import { SessionOverlay } from './session-overlay';
import { SessionScreen } from './session-screen';
import styles from './session-view.module.css';
import { useDelayed } from './use-delayed';

/** Phases in which the picture is that of now, as far as is known. */
const LIVE_PHASES: ReadonlySet<SessionPhase> = new Set(['live', 'unstable', 'checking']);
/** Time to read a note of two lines twice. The editor marks the same fields for good. */
const NOTE_FOR_MS = 12_000;

export type SessionViewProps = {
  session: SessionState;
  /** The tab of the session is the one in front; an inactive view stays laid out, so that it keeps its size. */
  isActive: boolean;
  onEdit: (profileId: string) => void;
  onClose: () => void;
  onShowEngine: () => void;
};

/**
 * One session: the picture of the remote computer, its keyboard and mouse, and what there is to say about it.
 * To be rendered with the session's ID as key, from the opening of the session to its closing.
 */
export function SessionView({ session, isActive, onEdit, onClose, onShowEngine }: SessionViewProps) {
  const [screen] = useState(() => new SessionScreen(session));
  const { pictureEpoch, title, problem } = useSyncExternalStore(screen.subscribe, () => screen.state);
  const host = useRef<HTMLDivElement>(null);
  const sink = useRef<HTMLTextAreaElement>(null);

  const hasPicture = pictureEpoch !== null && pictureEpoch === session.epoch;
  const isLive = LIVE_PHASES.has(session.phase) && problem === null;
  const takesFocus = isActive && isLive && session.prompt === null;

  // Before anything can be typed: no key of an answer to a prompt may reach the remote computer.
  useLayoutEffect(() => screen.update(session, isActive), [screen, session, isActive]);
  useEffect(() => {
    if (host.current === null || sink.current === null) return;
    const mounted = screen.mount({ host: host.current, sink: sink.current });
    return () => mounted.dispose();
  }, [screen]);
  useEffect(() => {
    if (takesFocus && !isBusyElsewhere()) screen.focus();
  }, [screen, takesFocus]);

  return (
    <div className={styles.view}>
      <div
        ref={host}
        role="application"
        tabIndex={0}
        aria-label={`Remote display of ${session.name}`}
        aria-description={title === '' ? undefined : title}
        className={styles.stage}
        data-phase={session.phase}
        data-picture={hasPicture ? 'yes' : 'no'}
        data-dimmed={isLive && hasPicture ? undefined : 'yes'}
        onFocus={(event) => {
          const stage = event.currentTarget;
          if (event.target !== stage) return;
          stage.toggleAttribute('data-ring', stage.matches(':focus-visible'));
          screen.focus();
        }}
        onBlur={(event) => {
          if (event.target !== event.currentTarget) event.currentTarget.removeAttribute('data-ring');
        }}
        onPointerDown={(event) => {
          event.currentTarget.removeAttribute('data-ring');
          // Where an input method shows its list.
          const box = event.currentTarget.getBoundingClientRect();
          sink.current?.style.setProperty('left', `${event.clientX - box.left}px`);
          sink.current?.style.setProperty('top', `${event.clientY - box.top}px`);
          screen.focus();
        }}
      >
        <textarea
          ref={sink}
          className={styles.sink}
          aria-label={`Keyboard of ${session.name}`}
          tabIndex={-1}
          rows={1}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
        />
      </div>
      {isLive ? <SessionNotice session={session} onReconnect={() => void screen.reconnect()} /> : null}
      <UnknownParameters protocol={session.protocol} names={isLive ? session.unknownParameters : []} />
      <SessionOverlay
        session={session}
        isActive={isActive}
        hasPicture={hasPicture}
        problem={problem}
        onReconnect={() => void screen.reconnect()}
        onEdit={() => onEdit(session.profileId)}
        onClose={onClose}
        onShowEngine={onShowEngine}
      />
    </div>
  );
}

/**
 * Somebody who walks along the tabs with the arrow keys must not lose the focus to each session on the way, nor somebody
 * who is in a panel beside the picture (`data-keeps-focus`) when the session turns live.
 */
function isBusyElsewhere(): boolean {
  const focused = document.activeElement;
  if (focused === null) return false;
  return focused.matches('[role="tab"]:focus-visible') || focused.closest('[data-keeps-focus]') !== null;
}

type UnknownParametersProps = { protocol: Protocol; names: readonly string[] };

/** It lies over the last rows of the picture, where a shell is typed into, so it goes by itself. */
function UnknownParameters({ protocol, names }: UnknownParametersProps) {
  const [isDismissed, setDismissed] = useState(false);
  const isOver = useDelayed(names.length > 0, NOTE_FOR_MS);
  if (isDismissed || isOver || names.length === 0) return null;
  const labels = names.map((name) => findParameter(protocol, name)?.label ?? name);
  return (
    <div className={styles.bottom}>
      <Banner
        tone="info"
        title="Some settings have no effect"
        className={styles.note ?? ''}
        onDismiss={() => setDismissed(true)}
      >
        This engine does not know {labels.join(', ')}.
      </Banner>
    </div>
  );
}
