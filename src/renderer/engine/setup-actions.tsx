import { CircleCheck } from 'lucide-react';
import type { SetupRoute, SetupState, SetupStep } from '../../shared/model/engine-setup';
import { Button } from '../ui/button';
import { classNames } from '../ui/class-names';
import { Spinner } from '../ui/spinner';
import styles from './setup-page.module.css';
import { downloadWords, nextStep, stepsAtOnce } from './setup-progress';
import { cancelSetup, lookAgain, runStep } from './setup-store';

export type SetupActionsProps = {
  setup: SetupState;
  route: SetupRoute;
  /** The route is finished and the user has seen it. */
  onDone: () => void;
};

/** What can be done now, with a word about what that means. */
export function SetupActions({ setup, route, onDone }: SetupActionsProps) {
  const step = nextStep(route);
  if (setup.phase === 'looking') {
    return (
      <p className={classNames(styles.hint, styles.looking)}>
        <Spinner />
        Looking what this computer has…
      </p>
    );
  }
  if (setup.phase !== 'idle') {
    return (
      <>
        <p className={styles.hint}>
          {setup.phase === 'asking'
            ? 'Pestle asks in a dialog of its own.'
            : 'You can go on working. The set-up stops when Pestle is closed.'}
        </p>
        {setup.phase === 'asking' ? <Spinner /> : null}
        <Button onClick={cancelSetup}>Cancel</Button>
      </>
    );
  }
  if (step === null) {
    return (
      <>
        <p className={classNames(styles.hint, styles.finished)}>
          <CircleCheck size={18} aria-hidden="true" />
          The engine is set up and in use.
        </p>
        <Button tone="primary" onClick={onDone}>
          Done
        </Button>
      </>
    );
  }
  if (step.by === 'user') {
    return (
      <>
        <p className={styles.hint}>Do step {route.steps.indexOf(step) + 1} yourself, then look again.</p>
        <Button tone="primary" onClick={lookAgain}>
          Look again
        </Button>
      </>
    );
  }
  return <RunActions setup={setup} step={step} steps={stepsAtOnce(route)} />;
}

type RunActionsProps = { setup: SetupState; step: SetupStep; steps: readonly SetupStep[] };

function RunActions({ setup, step, steps }: RunActionsProps) {
  const run = (goesOn: boolean) => runStep({ planId: setup.planId, stepId: step.id, goesOn });
  const megabytes = steps.reduce((sum, { downloadMb }) => sum + (downloadMb ?? 0), 0);
  const problem = setup.problem?.stepId === step.id ? setup.problem : null;
  return (
    <>
      <p className={styles.hint}>{problem?.message ?? downloadHint(megabytes)}</p>
      {steps.length > 1 ? (
        <Button tone="quiet" onClick={() => run(false)}>
          Only this step
        </Button>
      ) : null}
      <Button tone="primary" onClick={() => run(true)}>
        {problem === null ? 'Set up' : 'Try again'}
      </Button>
    </>
  );
}

function downloadHint(megabytes: number): string {
  return megabytes === 0
    ? 'Nothing is downloaded.'
    : `Downloads ${downloadWords(megabytes)}, after a question.`;
}
