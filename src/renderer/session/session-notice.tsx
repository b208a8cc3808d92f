import type { SessionState } from '../../shared/model/session-state';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';
import styles from './session-view.module.css';
import { useDelayed } from './use-delayed';

/** An engine that is there answers within milliseconds: nothing needs to be said about that. */
const CHECK_SHOWN_AFTER_MS = 1_000;

export type SessionNoticeProps = {
  session: Pick<SessionState, 'phase' | 'isPictureStalled'>;
  onReconnect: () => void;
};

/**
 * What there is to say about the connection of a session whose picture is shown. One thing at a time: while nothing
 * arrives, nothing is known about the picture.
 */
export function SessionNotice({ session: { phase, isPictureStalled }, onReconnect }: SessionNoticeProps) {
  const isCheckSlow = useDelayed(phase === 'checking', CHECK_SHOWN_AFTER_MS);
  if (phase === 'unstable') {
    return (
      <div className={styles.top}>
        <Banner tone="warning" title="Connection unstable" className={styles.note ?? ''}>
          Nothing has arrived for a while. What you type may show late.
        </Banner>
      </div>
    );
  }
  if (isCheckSlow) {
    return (
      <div className={styles.top}>
        <Banner tone="info" title="Checking the connection" className={styles.note ?? ''}>
          This computer slept or changed its network. Typing may lag.
        </Banner>
      </div>
    );
  }
  if (!isPictureStalled) return null;
  return (
    <div className={styles.top}>
      <Banner
        tone="warning"
        title="The picture stands still"
        className={styles.note ?? ''}
        actions={<Button onClick={onReconnect}>Reconnect</Button>}
      >
        The remote computer still sends, but nothing new is shown. The session goes on.
      </Banner>
    </div>
  );
}
