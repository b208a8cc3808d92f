import { Banner } from '../ui/banner';
import { BrandMark } from '../ui/brand-mark';
import { Button } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { Dialog } from '../ui/dialog';
import styles from './about-dialog.module.css';

export type AboutDialogProps = {
  version: string;
  facts: readonly (readonly [label: string, value: string])[];
  /** Whole sentences. */
  warnings: readonly string[];
  /** All of it as text, for a report. */
  text: string;
  onShowLicences: () => void;
  onClose: () => void;
};

/** Versions, the engine in use, and what is known to be wrong with this run. */
export function AboutDialog({ version, facts, warnings, text, onShowLicences, onClose }: AboutDialogProps) {
  return (
    <Dialog
      title="About Pestle"
      size="large"
      onCancel={onClose}
      actions={
        <>
          <CopyButton label="Copy" text={text} isWorded />
          <Button onClick={onShowLicences}>Licences</Button>
          <Button data-default tone="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <div className={styles.body} tabIndex={0} role="group" aria-label="Facts about Pestle">
        <div className={styles.head}>
          <BrandMark size={36} />
          <div>
            <p className={styles.name}>Pestle {version}</p>
            <p>Remote access by SSH, RDP, VNC, telnet and Kubernetes.</p>
            <p>Free software under the Apache licence 2.0.</p>
          </div>
        </div>
        {warnings.map((warning) => (
          <Banner key={warning} tone="warning">
            {warning}
          </Banner>
        ))}
        <dl className={styles.facts}>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="selectable">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}
