import { PackagePlus, RotateCw } from 'lucide-react';
import { useState } from 'react';
import type { EngineState } from '../../shared/model/engine';
import type { EngineChoice } from '../../shared/model/engine';
import { bridge, unwrap } from '../platform/bridge';
import { Button } from '../ui/button';
import { Banner } from '../ui/banner';
import { Page } from '../ui/page';
import { showError } from '../ui/toasts-store';
import { EngineChoiceForm } from './engine-choice-form';
import { EngineLog } from './engine-log';
import { EngineParts } from './engine-parts';
import { EngineSetUp } from './engine-set-up';
import { EngineSummary } from './engine-summary';
import { takeEngineState } from './engine-store';
import { SetupPage } from './setup-page';

export type EnginePageProps = {
  /** Null until main has told. */
  engine: EngineState | null;
  choice: EngineChoice;
  /** Saves another choice; main then looks for that engine. */
  onChoose: (choice: EngineChoice) => Promise<void>;
  onClose: () => void;
};

/** Which guacd is used, how it is, what it says, and where to get one. */
export function EnginePage({ engine, choice, onChoose, onClose }: EnginePageProps) {
  const [isRestarting, setRestarting] = useState(false);
  const [isSettingUp, setSettingUp] = useState(false);

  const restart = () => {
    setRestarting(true);
    unwrap(bridge().calls.engine.restart())
      .then(takeEngineState, showError)
      .finally(() => setRestarting(false));
  };

  const needsHelp = engine?.phase === 'missing' || engine?.phase === 'failed';
  if (isSettingUp) return <SetupPage onBack={() => setSettingUp(false)} onClose={onClose} />;
  return (
    <Page
      title="Engine"
      onClose={onClose}
      actions={
        <>
          <Button
            icon={<PackagePlus />}
            tone={needsHelp ? 'primary' : 'secondary'}
            onClick={() => setSettingUp(true)}
          >
            Set up an engine…
          </Button>
          <Button icon={<RotateCw />} disabled={isRestarting || engine === null} onClick={restart}>
            {needsHelp ? 'Try again' : 'Restart'}
          </Button>
        </>
      }
    >
      {engine === null ? null : <EngineSummary engine={engine} />}
      {engine?.warnings.map((warning) => (
        <Banner key={warning} tone="warning">
          {warning}
        </Banner>
      ))}
      {needsHelp ? <EngineSetUp /> : null}
      <EngineChoiceForm choice={choice} onChoose={onChoose} />
      <EngineLog />
      {engine?.source === 'included' ? <EngineParts location={engine.location} /> : null}
    </Page>
  );
}
