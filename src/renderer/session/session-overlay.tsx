import { adviceFor, type AppError } from '../../shared/errors';
import { assertNever } from '../../shared/assert-never';
import type { SessionState } from '../../shared/model/session-state';
import { bridge, unwrap } from '../platform/bridge';
import { CredentialPrompt } from './credential-prompt';
import { SessionProblem } from './session-problem';
import { SessionProgress, type SessionProgressProps } from './session-progress';
import { SessionReconnecting } from './session-reconnecting';

export type SessionOverlayProps = {
  session: SessionState;
  isActive: boolean;
  /** A frame of the present epoch is on screen. */
  hasPicture: boolean;
  /** What failed in the page itself. */
  problem: AppError | null;
  onReconnect: () => void;
  onEdit: () => void;
  onClose: () => void;
  onShowEngine: () => void;
};

/** What stands over the picture, if anything: one thing at a time, the most urgent first. */
export function SessionOverlay(props: SessionOverlayProps) {
  const { session, isActive, hasPicture, problem, onReconnect } = props;
  const disconnect = () => quietly(unwrap(bridge().calls.sessions.disconnect({ sessionId: session.id })));
  const progress = (stage: SessionProgressProps['stage']) => (
    <SessionProgress
      name={session.name}
      stage={stage}
      startedAt={session.startedAt}
      onTryAgain={onReconnect}
      onCancel={disconnect}
    />
  );

  if (problem !== null) {
    return <Ended {...props} kind="failed" message={problem.message} advice={adviceFor(problem.code)} />;
  }
  if (session.prompt !== null) {
    return (
      <CredentialPrompt
        key={`${session.epoch} ${session.prompt.reason} ${session.prompt.names.join(' ')}`}
        name={session.name}
        prompt={session.prompt}
        canRemember={!session.isTemporary}
        isActive={isActive}
        onAnswer={(values, remember) =>
          unwrap(bridge().calls.sessions.answerPrompt({ sessionId: session.id, values, remember }))
        }
        onCancel={disconnect}
      />
    );
  }
  switch (session.phase) {
    case 'connecting':
      return progress('engine');
    case 'waiting':
      return progress('remote');
    case 'live':
    case 'unstable':
    case 'checking':
      return hasPicture ? null : progress('picture');
    case 'reconnecting':
    case 'offline':
      return (
        <SessionReconnecting
          session={session}
          onReconnect={onReconnect}
          onCancel={() => quietly(unwrap(bridge().calls.sessions.cancelReconnect({ sessionId: session.id })))}
        />
      );
    case 'closed':
    case 'failed':
      return (
        <Ended
          {...props}
          kind={session.phase}
          message={session.problem?.message ?? 'The connection to the remote computer is closed.'}
          advice={session.problem?.advice ?? 'Reconnect to open it again.'}
        />
      );
    default:
      return assertNever(session.phase);
  }
}

type EndedProps = SessionOverlayProps & { kind: 'failed' | 'closed'; message: string; advice: string };

function Ended({ session, isActive, kind, message, advice, ...actions }: EndedProps) {
  const { onReconnect, onEdit, onClose, onShowEngine } = actions;
  return (
    <SessionProblem
      kind={kind}
      message={message}
      advice={advice}
      since={session.startedAt}
      concernsEngine={/^(ENGINE|GUACD)_/.test(session.problem?.code ?? '')}
      isActive={isActive}
      onReconnect={onReconnect}
      onEdit={onEdit}
      onClose={onClose}
      onShowEngine={onShowEngine}
    />
  );
}

/** For what the user asked of a session that may have ended meanwhile: its state then says so anyway. */
function quietly(call: Promise<unknown>): void {
  call.catch(() => undefined);
}
