import { useEffect, useState } from 'react';
import type { Journal } from '../../shared/model/journal';
import { bridge, unwrap } from '../platform/bridge';
import { Button } from '../ui/button';
import { classNames } from '../ui/class-names';
import { formatCount } from './quantities';
import { journalDays, journalSentence, journalTime, journalTone } from './journal-words';
import styles from './journal-view.module.css';

/** As many as fill a few screens; the rest comes when asked for. */
const PAGE_ENTRIES = 100;

export type JournalReading = { state: 'reading' } | { state: 'failed' } | { state: 'read'; journal: Journal };

/** Reads the session log of a connection while `isActive`: at once, and again whenever `revision` changes. */
export function useJournal(profileId: string, revision: number, isActive: boolean): JournalReading {
  const [reading, setReading] = useState<JournalReading>({ state: 'reading' });
  useEffect(() => {
    if (!isActive) return;
    let isOver = false;
    unwrap(bridge().calls.journal.read({ profileId })).then(
      (journal) => {
        if (!isOver) setReading({ state: 'read', journal });
      },
      () => {
        if (!isOver) setReading({ state: 'failed' });
      },
    );
    return () => {
      isOver = true;
    };
  }, [profileId, revision, isActive]);
  return reading;
}

/** A session log, the newest entry first. */
export function JournalView({ reading }: { reading: JournalReading }) {
  const [shown, setShown] = useState(PAGE_ENTRIES);
  if (reading.state === 'reading') return null;
  if (reading.state === 'failed') return <p className={styles.note}>The session log could not be read.</p>;
  const { entries, lost } = reading.journal;
  if (entries.length === 0) return <p className={styles.note}>Nothing has happened yet.</p>;
  return (
    <div className={styles.view}>
      {journalDays(entries.slice(-shown)).map(({ title, entries: ofDay }) => (
        <section key={ofDay[0]?.order} aria-label={title}>
          <h3 className={styles.day}>{title}</h3>
          <ol className={styles.entries}>
            {ofDay.map((entry) => (
              <li key={entry.order} className={styles.entry}>
                <time dateTime={entry.at} title={entry.clientName} className={styles.time}>
                  {journalTime(entry)}
                </time>
                <span className={classNames(styles.text, styles[journalTone(entry.event)])}>
                  {journalSentence(entry.event)}
                </span>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {entries.length > shown ? (
        <Button size="small" onClick={() => setShown((count) => count + PAGE_ENTRIES)}>
          Show older
        </Button>
      ) : null}
      {lost === 0 ? null : (
        <p className={styles.note}>
          {lost === 1 ? 'One entry is' : `${formatCount(lost)} entries are`} missing: the disk was full, or
          the file is damaged.
        </p>
      )}
    </div>
  );
}
