import { Button } from '../ui/button';
import { Spinner } from '../ui/spinner';
import { SessionPanel } from './session-panel';
import { useDelayed } from './use-delayed';

/** Shorter waits show nothing: a panel that flashes up is worse than none. */
const SHOW_AFTER_MS = 300;
/** A wait beyond this is named, and another attempt offered. Logins to the test servers take 3 s at most. */
const SLOW_AFTER_MS = 15_000;

export type SessionProgressProps = {
  name: string;
  /** What is being waited for. */
  stage: 'engine' | 'remote' | 'picture';
  /** Wall-clock milliseconds at which the attempt began; another one starts the wait anew. */
  startedAt: number | null;
  onTryAgain: () => void;
  onCancel: () => void;
};

const STAGE_TEXTS: Readonly<Record<SessionProgressProps['stage'], string>> = {
  engine: 'Reaching the engine…',
  remote: 'Waiting for the remote computer…',
  picture: 'Waiting for the picture…',
};

/** Says what a session that is being opened waits for, and when that takes longer than usual. */
export function SessionProgress(props: SessionProgressProps) {
  const isShown = useDelayed(true, SHOW_AFTER_MS);
  return isShown ? <Attempt key={props.startedAt} {...props} /> : null;
}

function Attempt({ name, stage, onTryAgain, onCancel }: SessionProgressProps) {
  const isSlow = useDelayed(true, SLOW_AFTER_MS);
  // The engine has a deadline of its own, and attempts take turns: another one would only queue up again.
  const canTryAgain = isSlow && stage !== 'engine';
  return (
    <SessionPanel
      title={`Connecting to ${name}`}
      icon={<Spinner size={18} />}
      text={
        <div role="status">
          <p>{STAGE_TEXTS[stage]}</p>
          {isSlow ? <p>This takes longer than usual.</p> : null}
        </div>
      }
      actions={
        <>
          {canTryAgain ? <Button onClick={onTryAgain}>Try again</Button> : null}
          <Button onClick={onCancel}>Cancel</Button>
        </>
      }
    />
  );
}
