import { ArrowLeft, RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { SetupRoute, SetupRuntime, SetupState } from '../../shared/model/engine-setup';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Page } from '../ui/page';
import { SegmentedControl } from '../ui/segmented-control';
import { Spinner } from '../ui/spinner';
import { SetupActions } from './setup-actions';
import styles from './setup-page.module.css';
import { setupHeadline, shownRoute, statusOf } from './setup-progress';
import { SetupStepItem } from './setup-step-item';
import { lookAgain, useSetup, watchSetup } from './setup-store';

export type SetupPageProps = {
  /** Back to the Engine page. */
  onBack: () => void;
  onClose: () => void;
};

/** The way to an engine in a container: every step with its command, run one after the other when the user wants it. */
export function SetupPage({ onBack, onClose }: SetupPageProps) {
  const setup = useSetup((state) => state.setup);
  const [picked, setPicked] = useState<SetupRuntime | null>(null);
  useEffect(() => {
    const watch = watchSetup();
    return () => watch.dispose();
  }, []);
  const route = setup === null ? null : shownRoute(setup, picked);
  return (
    <Page
      title="Set up an engine"
      onClose={onClose}
      actions={
        <Button icon={<ArrowLeft />} onClick={onBack}>
          Engine
        </Button>
      }
    >
      <p className={styles.lead}>
        Pestle can run the official guacd 1.6.0 in a container of Podman or Docker. Nothing is downloaded
        before you agree, and every command is shown. Pestle never asks for the rights of an administrator.
      </p>
      <p role="status" className="visually-hidden">
        {setup === null ? '' : setupHeadline(setup, route)}
      </p>
      {setup?.notes.map((note) => (
        <Banner key={note} tone="info">
          {note}
        </Banner>
      ))}
      {setup === null || route === null ? (
        <Card>
          <Looking />
        </Card>
      ) : (
        <Route setup={setup} route={route} onPick={setPicked} />
      )}
      <Card
        title="Without a container"
        text="A guacd on another computer will do as well. Choose “Another computer” on the Engine page; there it can be tested, too."
      />
      {setup === null || route === null ? null : (
        <div className={styles.actions}>
          <SetupActions setup={setup} route={route} onDone={onBack} />
        </div>
      )}
    </Page>
  );
}

function Looking() {
  return (
    <div className={styles.looking}>
      <Spinner />
      Looking what this computer has…
    </div>
  );
}

type RouteProps = {
  setup: SetupState;
  route: SetupRoute;
  onPick: (runtime: SetupRuntime) => void;
};

function Route({ setup, route, onPick }: RouteProps) {
  const isBusy = setup.phase !== 'idle';
  return (
    <Card
      title="In a container"
      text={route.text}
      actions={
        <Button size="small" tone="quiet" icon={<RotateCw />} disabled={isBusy} onClick={lookAgain}>
          Look again
        </Button>
      }
    >
      <SegmentedControl
        label="Container runtime"
        value={route.runtime}
        options={setup.routes.map(({ runtime, title, isRecommended }) => ({
          value: runtime,
          label: isRecommended ? `${title} (recommended)` : title,
        }))}
        onChange={onPick}
      />
      <ol aria-label={`Steps with ${route.title}`}>
        {route.steps.map((step, index) => (
          <SetupStepItem
            key={step.id}
            step={step}
            number={index + 1}
            status={statusOf(step, route, setup)}
            running={setup.running?.stepId === step.id ? setup.running : null}
            problem={setup.problem?.stepId === step.id ? setup.problem : null}
          />
        ))}
      </ol>
    </Card>
  );
}
