import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { AppError } from '../../shared/errors';
import type { EngineTest } from '../../shared/model/engine-test';
import { bridge, unwrap } from '../platform/bridge';
import { Button } from '../ui/button';
import { classNames } from '../ui/class-names';
import { Spinner } from '../ui/spinner';
import styles from './engine-test-button.module.css';
import { engineTestFailure, engineTestWords } from './engine-test-words';

type Outcome = { isGood: boolean; words: string };

/** Tries an engine elsewhere before it is chosen, and says how that went. Null: what is filled in is not right yet. */
export function EngineTestButton({ target }: { target: EngineTest | null }) {
  const [isTesting, setTesting] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  const test = (request: EngineTest) => {
    setTesting(true);
    setOutcome(null);
    unwrap(bridge().calls.engine.test(request))
      .then(
        (result) => setOutcome({ isGood: true, words: engineTestWords(result) }),
        (thrown: unknown) => setOutcome({ isGood: false, words: engineTestFailure(AppError.from(thrown)) }),
      )
      .finally(() => setTesting(false));
  };

  return (
    <div className={styles.row}>
      <Button
        disabled={target === null || isTesting}
        onClick={() => (target === null ? undefined : test(target))}
      >
        Test
      </Button>
      <p
        role="status"
        className={classNames(styles.result, outcome !== null && (outcome.isGood ? styles.good : styles.bad))}
      >
        {isTesting ? <Spinner size={15} /> : null}
        {isTesting ? 'Connecting…' : null}
        {outcome?.isGood === true ? <CircleCheck size={16} aria-hidden="true" /> : null}
        {outcome?.isGood === false ? <CircleAlert size={16} aria-hidden="true" /> : null}
        <span>{outcome?.words}</span>
      </p>
    </div>
  );
}
