import { FileText, FolderOpen } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import type { EngineChoice } from '../../shared/model/engine';
import { hostPlatform } from '../platform/host-platform';
import { bridge, unwrap } from '../platform/bridge';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Checkbox } from '../ui/checkbox';
import { RadioList } from '../ui/radio-list';
import { SegmentedControl } from '../ui/segmented-control';
import { TextAreaField } from '../ui/text-area-field';
import { TextField } from '../ui/text-field';
import { showError } from '../ui/toasts-store';
import styles from './engine-choice-form.module.css';
import { choiceOf, fieldsOf, problemsOfChoice, testOf, type ChoiceFields } from './engine-choice-model';
import { EngineTestButton } from './engine-test-button';

export type EngineChoiceFormProps = {
  choice: EngineChoice;
  /** Saves another choice. */
  onChoose: (choice: EngineChoice) => Promise<void>;
};

const INCLUDED = {
  value: 'included',
  label: 'The one that comes with Pestle',
  help: 'Kept away from your files and other programs as far as this system allows.',
} as const;

const KINDS = [
  {
    value: 'auto',
    label: 'Automatic',
    help: 'A newer guacd or container that is here already, else the included one. Right for most people.',
  },
  ...(hostPlatform() === 'linux' ? [INCLUDED] : []),
  {
    value: 'binary',
    label: 'Program on this computer',
    help: 'A guacd of your own. Pestle starts and stops it.',
  },
  { value: 'container', label: 'Container', help: 'The official guacd 1.6.0, run by Docker or Podman.' },
  { value: 'remote', label: 'Another computer', help: 'A guacd that runs already, here or elsewhere.' },
] as const;

/** Which engine to use. Nothing changes before the button is pressed, since a change ends open sessions. */
export function EngineChoiceForm({ choice, onChoose }: EngineChoiceFormProps) {
  const [edited, setEdited] = useState<ChoiceFields | null>(null);
  const [showsProblems, setShowsProblems] = useState(false);
  const fields = edited ?? fieldsOf(choice);
  const set = (change: Partial<ChoiceFields>) => setEdited({ ...fields, ...change });
  const found = problemsOfChoice(fields);
  const isChanged = edited !== null && JSON.stringify(choiceOf(edited)) !== JSON.stringify(choice);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setShowsProblems(true);
    if (Object.keys(found).length > 0) return;
    onChoose(choiceOf(fields)).then(() => {
      setEdited(null);
      setShowsProblems(false);
    }, showError);
  };

  return (
    <Card title="Which engine to use">
      <form aria-label="Engine choice" noValidate className={styles.form} onSubmit={submit}>
        <RadioList
          label="Engine"
          value={fields.kind}
          options={KINDS}
          onChange={(kind) => {
            set({ kind });
            setShowsProblems(false);
          }}
        >
          <ChoiceDetails fields={fields} problems={showsProblems ? found : {}} onChange={set} />
        </RadioList>
        {isChanged ? (
          <div className={styles.actions}>
            <p className={styles.note}>Open sessions end when the engine changes.</p>
            <Button tone="quiet" onClick={() => setEdited(null)}>
              Cancel
            </Button>
            <Button type="submit" tone="primary">
              Use this engine
            </Button>
          </div>
        ) : null}
      </form>
    </Card>
  );
}

type DetailsProps = {
  fields: ChoiceFields;
  problems: ReturnType<typeof problemsOfChoice>;
  onChange: (change: Partial<ChoiceFields>) => void;
};

function ChoiceDetails({ fields, problems, onChange }: DetailsProps) {
  switch (fields.kind) {
    case 'auto':
    case 'included':
      return null;
    case 'binary':
      return (
        <TextField
          label="Path"
          isMono
          value={fields.path}
          placeholder="/usr/local/sbin/guacd"
          error={problems.path}
          onChange={(path) => onChange({ path })}
          extra={
            <Button
              icon={<FolderOpen />}
              onClick={() => {
                unwrap(bridge().calls.files.chooseEngine()).then((path) => {
                  if (path !== null) onChange({ path });
                }, showError);
              }}
            >
              Choose…
            </Button>
          }
        />
      );
    case 'container':
      return (
        <SegmentedControl
          label="Container runtime"
          value={fields.runtime}
          options={[
            { value: 'docker', label: 'Docker' },
            { value: 'podman', label: 'Podman' },
          ]}
          onChange={(runtime) => onChange({ runtime })}
        />
      );
    case 'remote':
      return <RemoteDetails fields={fields} problems={problems} onChange={onChange} />;
  }
}

function RemoteDetails({ fields, problems, onChange }: DetailsProps) {
  const target = testOf(fields);
  return (
    <>
      <div className={styles.pair}>
        <TextField
          label="Host"
          value={fields.host}
          error={problems.host}
          onChange={(host) => onChange({ host })}
        />
        <TextField
          label="Port"
          inputMode="numeric"
          value={fields.port}
          error={problems.port}
          onChange={(port) => onChange({ port })}
        />
      </div>
      <Checkbox
        label="Use TLS"
        help="Without it, everything crosses the network in the clear, passwords included."
        isChecked={fields.usesTls}
        onChange={(usesTls) => onChange({ usesTls })}
      />
      {fields.usesTls ? (
        <TextAreaField
          label="Certificate authority"
          help="Only for an authority of your own, in PEM form. Leave it blank to trust those of the system."
          isMono
          rows={4}
          value={fields.ca}
          error={problems.ca}
          onChange={(ca) => onChange({ ca })}
          extra={
            <Button
              icon={<FileText />}
              onClick={() => {
                unwrap(bridge().calls.files.openText({ purpose: 'certificate' })).then((file) => {
                  if (file !== null) onChange({ ca: file.text });
                }, showError);
              }}
            >
              Choose file…
            </Button>
          }
        />
      ) : null}
      {/* What was found holds for what was filled in then. */}
      <EngineTestButton key={JSON.stringify(target)} target={target} />
    </>
  );
}
