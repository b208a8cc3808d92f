import { Unplug, WifiOff } from 'lucide-react';
import type { SessionState } from '../../shared/model/session-state';
import { Button } from '../ui/button';
import { Spinner } from '../ui/spinner';
import { SessionPanel } from './session-panel';
import { useCountdown } from './use-countdown';

export type SessionReconnectingProps = {
  session: SessionState;
  onReconnect: () => void;
  onCancel: () => void;
};

/** Over the last picture of a session that was lost, while it is being opened again. */
export function SessionReconnecting({ session, onReconnect, onCancel }: SessionReconnectingProps) {
  const seconds = useCountdown(session.nextAttemptAt);
  const isOffline = session.phase === 'offline';
  const isTrying = !isOffline && (session.nextAttemptAt === null || seconds === 0);
  return (
    <SessionPanel
      title="Connection lost"
      tone={isTrying ? 'neutral' : 'warning'}
      icon={<Icon isOffline={isOffline} isTrying={isTrying} />}
      text={
        <>
          {session.problem === null ? null : <p role="status">{session.problem.message}</p>}
          <p>
            {isOffline
              ? OFFLINE_TEXT
              : isTrying
                ? tryingText(session.attempt)
                : waitingText(seconds, session.attempt)}
          </p>
        </>
      }
      actions={
        <>
          {isTrying ? null : (
            <Button tone="primary" onClick={onReconnect}>
              Reconnect now
            </Button>
          )}
          <Button onClick={onCancel}>Cancel</Button>
        </>
      }
    />
  );
}

const OFFLINE_TEXT = 'This computer has no network. The session is opened again as soon as there is one.';

function Icon({ isOffline, isTrying }: { isOffline: boolean; isTrying: boolean }) {
  if (isTrying) return <Spinner size={18} />;
  return isOffline ? <WifiOff size={18} aria-hidden="true" /> : <Unplug size={18} aria-hidden="true" />;
}

function tryingText(attempt: number): string {
  return attempt > 1 ? `Reconnecting, attempt ${attempt}…` : 'Reconnecting…';
}

function waitingText(seconds: number | null, attempt: number): string {
  const when = seconds === null ? 'soon' : `in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  return attempt > 1 ? `Attempt ${attempt} starts ${when}.` : `Reconnecting ${when}.`;
}
