import { CircleAlert } from 'lucide-react';
import { Button } from '../ui/button';
import styles from './connection-editor.module.css';
import { requestEditor } from './editor-store';

export type EditorFooterProps = {
  /** How many fields are marked as wrong. */
  problemCount: number;
  isNew: boolean;
  isSaving: boolean;
  onSaveAndConnect: () => void;
};

/** The buttons of the editor, always in view. Enter in a field presses Save. */
export function EditorFooter({ problemCount, isNew, isSaving, onSaveAndConnect }: EditorFooterProps) {
  return (
    <footer className={styles.footer}>
      <p role="status" className={styles.problems}>
        {problemCount === 0 ? null : (
          <>
            <CircleAlert size={15} aria-hidden="true" />
            {problemCount === 1 ? 'One field needs correcting' : `${problemCount} fields need correcting`}
          </>
        )}
      </p>
      <Button tone="quiet" onClick={() => requestEditor(null)}>
        Cancel
      </Button>
      <Button type="submit" tone={isNew ? 'secondary' : 'primary'} disabled={isSaving}>
        Save
      </Button>
      <Button tone={isNew ? 'primary' : 'secondary'} disabled={isSaving} onClick={onSaveAndConnect}>
        Save and connect
      </Button>
    </footer>
  );
}
