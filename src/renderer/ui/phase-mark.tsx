import type { SessionPhase } from '../../shared/model/session-state';
import { classNames } from './class-names';
import styles from './phase-mark.module.css';

/** How each phase of a session is written for people. */
export const PHASE_LABELS: Readonly<Record<SessionPhase, string>> = {
  connecting: 'Connecting',
  waiting: 'Waiting for the picture',
  live: 'Connected',
  unstable: 'Connection is unstable',
  checking: 'Checking the connection',
  reconnecting: 'Reconnecting',
  offline: 'Waiting for the network',
  closed: 'Closed',
  failed: 'Failed',
};

/** The state of a session in 10 px: each phase has its own shape, so colour is never the only sign. */
export function PhaseMark({ phase }: { phase: SessionPhase }) {
  return (
    <svg
      className={classNames(styles.mark, styles[phase])}
      width="10"
      height="10"
      viewBox="0 0 10 10"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <Shape phase={phase} />
    </svg>
  );
}

function Shape({ phase }: { phase: SessionPhase }) {
  switch (phase) {
    case 'connecting':
      return <circle cx="5" cy="5" r="3.75" strokeDasharray="2.4 2.31" strokeLinecap="butt" />;
    case 'waiting':
      return (
        <>
          <circle cx="5" cy="5" r="3.75" />
          <path d="M5 1.25a3.75 3.75 0 0 1 0 7.5z" fill="currentColor" stroke="none" />
        </>
      );
    case 'live':
      return <circle cx="5" cy="5" r="4" fill="currentColor" stroke="none" />;
    case 'unstable':
      return <path d="M5 1.4 9 8.6H1z" fill="currentColor" />;
    case 'checking':
      return (
        <>
          <circle cx="5" cy="5" r="4.25" strokeWidth="1.2" />
          <circle cx="5" cy="5" r="2" fill="currentColor" stroke="none" />
        </>
      );
    case 'reconnecting':
      return (
        <>
          <path d="M8.6 5A3.6 3.6 0 1 1 7.4 2.3" />
          <path d="M7.7.6v2h-2" />
        </>
      );
    case 'offline':
      return (
        <>
          <circle cx="5" cy="5" r="3.75" />
          <path d="M2.4 7.6 7.6 2.4" />
        </>
      );
    case 'closed':
      return <rect x="1.75" y="1.75" width="6.5" height="6.5" rx="1" />;
    case 'failed':
      return <path d="m2 2 6 6M8 2 2 8" strokeWidth="2" />;
  }
}
