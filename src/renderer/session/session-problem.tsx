import { CircleAlert, Power } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../ui/button';
import { EngineLog } from './engine-log';
import { SessionPanel } from './session-panel';

export type SessionProblemProps = {
  /** Ended in an error, or as it should. */
  kind: 'failed' | 'closed';
  /** What happened, in words. */
  message: string;
  /** What the user can do. */
  advice: string;
  /** Wall-clock milliseconds since when the engine log is of interest. */
  since: number | null;
  /** The fault lies with the engine, not with the connection. */
  concernsEngine: boolean;
  /** The tab is in front, so Reconnect takes the focus. */
  isActive: boolean;
  onReconnect: () => void;
  onEdit: () => void;
  onClose: () => void;
  onShowEngine: () => void;
};

/** Over the last picture of a session that has ended: why, and what to do next. Enter reconnects. */
export function SessionProblem(props: SessionProblemProps) {
  const { kind, message, advice, since, concernsEngine, isActive } = props;
  const { onReconnect, onEdit, onClose, onShowEngine } = props;
  const reconnect = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isActive) reconnect.current?.focus({ preventScroll: true });
  }, [isActive]);

  return (
    <SessionPanel
      title={kind === 'failed' ? message : 'Session ended'}
      tone={kind === 'failed' ? 'error' : 'neutral'}
      icon={
        kind === 'failed' ? (
          <CircleAlert size={18} aria-hidden="true" />
        ) : (
          <Power size={18} aria-hidden="true" />
        )
      }
      text={
        <>
          {kind === 'closed' ? <p>{message}</p> : null}
          <p>{advice}</p>
        </>
      }
      actions={
        <>
          <Button ref={reconnect} tone="primary" onClick={onReconnect}>
            Reconnect
          </Button>
          {concernsEngine ? (
            <Button onClick={onShowEngine}>Open Engine page</Button>
          ) : (
            <Button onClick={onEdit}>Edit connection</Button>
          )}
          <Button onClick={onClose}>Close tab</Button>
        </>
      }
    >
      <EngineLog since={since} onShowEngine={onShowEngine} />
    </SessionPanel>
  );
}
