import { X } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { SessionState } from '../../shared/model/session-state';
import { CopyButton } from '../ui/copy-button';
import { IconButton } from '../ui/icon-button';
import { SegmentedControl } from '../ui/segmented-control';
import { JournalView, useJournal } from './journal-view';
import { journalText } from './journal-words';
import { MetricsView } from './metrics-view';
import { metricsText } from './metrics-words';
import styles from './session-details.module.css';
import { useSessionMetrics } from './use-session-metrics';

export type SessionDetailsProps = {
  session: SessionState;
  /** The session is the one in front; figures and log are read only then. */
  isActive: boolean;
  /** Escape, or the button. */
  onClose: () => void;
};

/** Figures and log of a session, beside its picture. Not modal: the session goes on taking input. */
export function SessionDetails({ session, isActive, onClose }: SessionDetailsProps) {
  const [view, setView] = useState<'figures' | 'log'>('figures');
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  const samples = useSessionMetrics(session.id, isActive && view === 'figures');
  const reading = useJournal(session.profileId, session.revision, isActive && view === 'log');
  useEffect(() => heading.current?.focus(), []);

  const text = () => {
    if (view === 'log')
      return reading.state === 'read' ? journalText(session.name, reading.journal.entries) : '';
    return samples.latest === null ? '' : metricsText(session.name, samples.latest);
  };

  return (
    <section
      aria-labelledby={titleId}
      className={styles.panel}
      data-keeps-focus
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <header className={styles.header}>
        <h2 id={titleId} ref={heading} tabIndex={-1} className={styles.title}>
          Session details
        </h2>
        <CopyButton label="Copy as text" text={text} />
        <IconButton size="small" label="Close session details" icon={<X />} onClick={onClose} />
      </header>
      <div className={styles.choice}>
        <SegmentedControl
          label="Show"
          value={view}
          options={[
            { value: 'figures', label: 'Figures' },
            { value: 'log', label: 'Log' },
          ]}
          onChange={setView}
        />
      </div>
      <div
        className={styles.body}
        tabIndex={0}
        aria-label={view === 'log' ? 'Session log' : 'Figures'}
        role="group"
      >
        {view === 'log' ? <JournalView reading={reading} /> : <MetricsView {...samples} />}
      </div>
    </section>
  );
}
