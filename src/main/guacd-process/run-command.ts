import type { Clock } from '../../shared/clock';
import { GuardedProcess, type GuardedCommand } from './guarded-process';
import { isAborted } from './is-aborted';
import { pause } from './pause';

/** Lines of output that are kept; tools that we ask answer in a few. */
const MAX_LINES = 200;

export type RunCommandOptions = {
  readonly command: GuardedCommand;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  /** Milliseconds until it is ended. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  /** Called for each line of output, both streams together. */
  readonly onLine?: (text: string) => void;
};

/**
 * `ended`: with its exit status (null: it could not be started) and its first lines. `timed-out`: it was ended
 * at the deadline. `aborted`: by the signal.
 */
export type CommandResult =
  | { readonly kind: 'ended'; readonly status: number | null; readonly lines: readonly string[] }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'aborted' };

/** Runs a short command to its end. Never rejects, and leaves no process behind. */
export async function runCommand(options: RunCommandOptions): Promise<CommandResult> {
  const { command, clock, platform, deadlineMs, signal, onLine } = options;
  if (signal.aborted) return { kind: 'aborted' };
  const lines: string[] = [];
  const process = new GuardedProcess({
    command,
    clock,
    platform,
    onLine(text) {
      if (lines.length < MAX_LINES) lines.push(text);
      onLine?.(text);
    },
  });
  const over = new AbortController();
  const cancel = (): void => over.abort();
  signal.addEventListener('abort', cancel);
  const outcome = await Promise.race([
    process.gone.then(() => 'gone' as const),
    pause(clock, deadlineMs, over.signal).then(() => 'stopped' as const),
  ]);
  signal.removeEventListener('abort', cancel);
  cancel();
  if (outcome === 'stopped') await process.stop();
  if (isAborted(signal)) return { kind: 'aborted' };
  if (outcome === 'stopped') return { kind: 'timed-out' };
  const { status } = await process.ended;
  return { kind: 'ended', status, lines };
}
