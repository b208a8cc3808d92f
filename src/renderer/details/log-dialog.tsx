import { Button } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { Dialog } from '../ui/dialog';
import { JournalView, useJournal } from './journal-view';
import { journalText } from './journal-words';
import styles from './log-dialog.module.css';

export type LogDialogProps = {
  profileId: string;
  /** The name of the connection. */
  name: string;
  onClose: () => void;
};

/** The session log of a connection, whether a session of it is open or not. */
export function LogDialog({ profileId, name, onClose }: LogDialogProps) {
  const reading = useJournal(profileId, 0, true);
  return (
    <Dialog
      title={`Session log of ${name}`}
      size="wide"
      onCancel={onClose}
      actions={
        <>
          <CopyButton
            label="Copy as text"
            text={() => (reading.state === 'read' ? journalText(name, reading.journal.entries) : '')}
          />
          <Button data-default onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <div className={styles.body} tabIndex={0} role="group" aria-label="Session log">
        <JournalView reading={reading} />
      </div>
    </Dialog>
  );
}
