import { Button } from '../ui/button';
import { Spinner } from '../ui/spinner';
import { SessionPanel } from './session-panel';
import { useDelayed } from './use-delayed';

/** Shorter waits show nothing: a panel that flashes up is worse than none. */
const SHOW_AFTER_MS = 300;

export type SessionProgressProps = {
  name: string;
  /** What is being waited for. */
  stage: 'engine' | 'remote' | 'picture';
  onCancel: () => void;
};

const STAGE_TEXTS: Readonly<Record<SessionProgressProps['stage'], string>> = {
  engine: 'Reaching the engine…',
  remote: 'Waiting for the remote computer…',
  picture: 'Waiting for the picture…',
};

/** Says what a session that is being opened waits for. */
export function SessionProgress({ name, stage, onCancel }: SessionProgressProps) {
  const isShown = useDelayed(true, SHOW_AFTER_MS);
  if (!isShown) return null;
  return (
    <SessionPanel
      title={`Connecting to ${name}`}
      icon={<Spinner size={18} />}
      text={<p role="status">{STAGE_TEXTS[stage]}</p>}
      actions={<Button onClick={onCancel}>Cancel</Button>}
    />
  );
}
