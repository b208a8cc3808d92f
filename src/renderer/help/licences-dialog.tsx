import { useEffect, useState } from 'react';
import { AppError } from '../../shared/errors';
import { bridge, unwrap } from '../platform/bridge';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { showError } from '../ui/toasts-store';
import styles from './licences-dialog.module.css';

type Reading =
  { state: 'reading' } | { state: 'read'; text: string | null } | { state: 'failed'; why: string };

/** The notices that the licences of what is in the package ask for. */
export function LicencesDialog({ onBack }: { onBack: () => void }) {
  const reading = useLicences();
  const hasFiles = reading.state === 'read' && reading.text !== null;
  return (
    <Dialog
      title="Licences"
      size="wide"
      onCancel={onBack}
      actions={
        <>
          {hasFiles ? (
            <Button onClick={() => void unwrap(bridge().calls.app.showLicenceFiles()).catch(showError)}>
              Show files
            </Button>
          ) : null}
          <Button data-default tone="primary" onClick={onBack}>
            Back
          </Button>
        </>
      }
    >
      <p>Pestle is free software under the Apache licence 2.0, and contains the work of others.</p>
      {reading.state === 'failed' ? <p role="alert">{reading.why}</p> : null}
      {reading.state === 'read' && reading.text === null ? (
        <p>
          This is a development run: the notices are made when Pestle is packed. <code>npm run pack</code>{' '}
          puts them into the folder <code>resources/licences</code> of the packed app.
        </p>
      ) : null}
      {reading.state === 'read' && reading.text !== null ? (
        <pre className={styles.notices} tabIndex={0} role="group" aria-label="Licence notices">
          {reading.text}
        </pre>
      ) : null}
    </Dialog>
  );
}

function useLicences(): Reading {
  const [reading, setReading] = useState<Reading>({ state: 'reading' });
  useEffect(() => {
    let isWanted = true;
    const take = (next: Reading) => {
      if (isWanted) setReading(next);
    };
    unwrap(bridge().calls.app.licences()).then(
      (text) => take({ state: 'read', text }),
      (thrown: unknown) => take({ state: 'failed', why: AppError.from(thrown).message }),
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return reading;
}
