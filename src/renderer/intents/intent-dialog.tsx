import type { IntentAnswer, IntentOutcome } from '../../shared/model/intent';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { showError } from '../ui/toasts-store';
import { answerIntent, useIntents } from './intents-store';
import { IntentFacts } from './intent-facts';
import { countWords, sourceWords } from './intent-words';
import styles from './intent-dialog.module.css';
import { useArmed } from './use-armed';

export type IntentDialogProps = {
  /** What came of an answer. */
  onOutcome: (outcome: IntentOutcome) => void;
};

/**
 * Asks about the link or file that is in turn. Cancel has the focus, and nothing that connects can be pressed in the
 * first half second: the question may come up under a click or a key that was meant for something else.
 */
export function IntentDialog({ onOutcome }: IntentDialogProps) {
  const { shown, waiting, ignored } = useIntents();
  const isArmed = useArmed(shown?.id ?? null);
  if (shown === null) return null;
  const answer = (given: IntentAnswer) => void answerIntent(shown.id, given).then(onOutcome).catch(showError);
  const more = countWords(waiting, ignored);
  const footer =
    more === null ? null : (
      <div className={styles.more}>
        <p>{more}</p>
        {waiting > 0 ? (
          <Button tone="quiet" size="small" onClick={() => answer({ kind: 'dismiss-all' })}>
            Cancel all
          </Button>
        ) : null}
      </div>
    );

  if (shown.kind === 'refusal') {
    return (
      <Dialog
        key={shown.id}
        title={shown.source.kind === 'link' ? 'This link cannot be opened' : 'This file cannot be opened'}
        onCancel={() => answer({ kind: 'dismiss' })}
        actions={
          <>
            <Button tone="primary" data-default onClick={() => answer({ kind: 'dismiss' })}>
              Close
            </Button>
          </>
        }
      >
        <p>{sourceWords(shown.source)}</p>
        <p className={styles.reason}>{shown.reason}</p>
        {footer}
      </Dialog>
    );
  }

  const [match] = shown.matches;
  return (
    <Dialog
      key={shown.id}
      title="Open this connection?"
      size="large"
      onCancel={() => answer({ kind: 'dismiss' })}
      actions={
        <>
          <Button data-default onClick={() => answer({ kind: 'dismiss' })}>
            Cancel
          </Button>
          <Button disabled={!isArmed} onClick={() => answer({ kind: 'edit' })}>
            Save as connection
          </Button>
          <Button
            tone={match === undefined ? 'primary' : 'secondary'}
            disabled={!isArmed}
            onClick={() => answer({ kind: 'connect' })}
          >
            Connect once
          </Button>
        </>
      }
    >
      <p>{sourceWords(shown.source)}</p>
      <IntentFacts question={shown} />
      {match === undefined ? null : (
        <div className={styles.matches}>
          <p>
            {shown.matches.length === 1
              ? 'You have a connection for this:'
              : 'You have connections for this:'}
          </p>
          {shown.matches.map(({ profileId, name }, index) => (
            <Button
              key={profileId}
              tone={index === 0 ? 'primary' : 'secondary'}
              disabled={!isArmed}
              className={styles.match}
              onClick={() => answer({ kind: 'open', profileId })}
            >
              Open “{name}”
            </Button>
          ))}
        </div>
      )}
      {footer}
    </Dialog>
  );
}
