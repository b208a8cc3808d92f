import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { answerLeaving } from './editor-store';

export type LeaveQuestionProps = {
  /** Name of the connection being edited; may be empty. */
  name: string;
  onSave: () => void;
};

/** Asks what to do with unsaved changes before the editor is left. */
export function LeaveQuestion({ name, onSave }: LeaveQuestionProps) {
  return (
    <Dialog
      title="Save your changes?"
      onCancel={() => answerLeaving(false)}
      actions={
        <>
          <Button tone="quiet" onClick={() => answerLeaving(true)}>
            Discard
          </Button>
          <Button onClick={() => answerLeaving(false)}>Keep editing</Button>
          <Button tone="primary" data-default onClick={onSave}>
            Save
          </Button>
        </>
      }
    >
      {name.trim() === ''
        ? 'The new connection is not saved yet.'
        : `The changes to “${name.trim()}” are not saved yet.`}
    </Dialog>
  );
}
