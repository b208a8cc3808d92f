import { lstat } from 'node:fs/promises';
import type { Clock } from '../../shared/clock';
import { AppError, type ErrorDetails } from '../../shared/errors';
import type { GuacdAddress } from '../guacd';
import type { RunningEngine, StartContext } from './engine-backend';
import { GuardedProcess, type CommandEnd, type GuardedCommand } from './guarded-process';
import { findFreePort } from './free-port';
import { isAborted } from './is-aborted';
import { pause } from './pause';
import { checkReachable } from './reachability';

/** A port is asked for again this soon, milliseconds. */
const RETRY_MS = 25;

/** Longest single attempt to connect, milliseconds: loopback answers at once or not at all. */
const CONNECT_DEADLINE_MS = 1_000;

/** What guacd writes once the port is its own (guacd/daemon.c), and what it writes when it is not. */
const LISTENING = 'Listening on host';
const ADDRESS_IN_USE = /address already in use|port is already allocated|unable to bind|couldn't bind/i;

/** Without that line (another wording), a port that accepts for so long is believed, milliseconds; see waitForAddress. */
const UNCONFIRMED_MS = 2_000;

/** Statuses by which a shell tells that it could not run the command. */
const CANNOT_EXECUTE = 126;
const NOT_FOUND = 127;

export type ChildEngineOptions = {
  readonly command: GuardedCommand;
  /** Always on 127.0.0.1. */
  readonly port: number;
  /** Where it is told to listen instead, in a folder of ours; it may not know how to. Left out: on the port. */
  readonly socketPath?: string;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  /** Milliseconds from the start until it must accept connections. */
  readonly readyDeadlineMs: number;
  /** See `holdMs` of checkReachable. */
  readonly holdMs: number;
  /** Whether `pid` means a process of guacd itself. */
  readonly ownsProcess: boolean;
};

function quoteTail(process: GuardedProcess): string {
  const lines = process.tail.slice(-3).map((line) => (line.length > 200 ? `${line.slice(0, 200)}…` : line));
  return lines.length === 0 ? 'It wrote nothing.' : `It wrote: "${lines.join(' / ')}".`;
}

function describeEnd(end: CommandEnd): string {
  if (end.status === null) return `could not be run (${end.problem ?? 'unknown reason'})`;
  return end.status > 128 ? `was ended by signal ${end.status - 128}` : `ended with status ${end.status}`;
}

function endError(process: GuardedProcess, end: CommandEnd): AppError {
  const isPermanent = end.status === null || end.status === CANNOT_EXECUTE || end.status === NOT_FOUND;
  const details: ErrorDetails = {
    status: end.status,
    permanent: isPermanent,
    portTaken: process.tail.some((line) => ADDRESS_IN_USE.test(line)),
  };
  const message = `The engine (guacd) ${describeEnd(end)}. ${quoteTail(process)}`;
  return new AppError('ENGINE_START_FAILED', message, { details });
}

function lostError(end: CommandEnd): AppError {
  return new AppError('GUACD_LOST', `The engine (guacd) ${describeEnd(end)}.`, {
    details: { status: end.status },
  });
}

async function accepts(
  address: GuacdAddress,
  options: ChildEngineOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const { clock, holdMs } = options;
  return checkReachable(address, { clock, signal, holdMs, connectMs: CONNECT_DEADLINE_MS }).then(
    () => true,
    () => false,
  );
}

/** Whether guacd has made the local socket, which it does before it says that it listens. */
async function hasSocket(path: string): Promise<boolean> {
  return lstat(path).then(
    (facts) => facts.isSocket(),
    () => false,
  );
}

/**
 * Waits until this very child can be connected to, and resolves to where. On a local socket, in a folder of ours, it
 * can be no other. On a port it has to accept and the child to have said that it listens, so that another program on
 * the same port is not taken for it. One that could have a socket must have said it without making that: it may never
 * ask for the port, which another program then keeps. Resolves to null when the signal comes.
 */
async function waitForAddress(
  options: ChildEngineOptions,
  saysListening: () => boolean,
  signal: AbortSignal,
): Promise<GuacdAddress | null> {
  const { clock, port, socketPath } = options;
  const portAddress = { host: '127.0.0.1', port };
  let acceptedAt: number | null = null;
  const servesPort = async (): Promise<boolean> => {
    if (acceptedAt === null && (await accepts(portAddress, options, signal))) acceptedAt = clock.now();
    return acceptedAt !== null && (saysListening() || clock.now() - acceptedAt >= UNCONFIRMED_MS);
  };
  while (!signal.aborted) {
    const usesPort = socketPath === undefined || (saysListening() && !(await hasSocket(socketPath)));
    if (usesPort && (await servesPort())) return portAddress;
    if (socketPath !== undefined && (await accepts({ path: socketPath }, options, signal)))
      return { path: socketPath };
    await pause(clock, RETRY_MS, signal);
  }
  return null;
}

/** Where it accepts connections, or why it does not. */
type StartOutcome = GuacdAddress | 'ended' | 'late' | 'aborted';

async function waitForOutcome(
  process: GuardedProcess,
  options: ChildEngineOptions,
  saysListening: () => boolean,
  signal: AbortSignal,
): Promise<StartOutcome> {
  const over = new AbortController();
  const cancel = (): void => over.abort();
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  const outcome = await Promise.race([
    process.ended.then(() => 'ended' as const),
    pause(options.clock, options.readyDeadlineMs, over.signal).then(() =>
      signal.aborted ? 'aborted' : 'late',
    ),
    waitForAddress(options, saysListening, over.signal).then((address) =>
      address === null || signal.aborted ? 'aborted' : address,
    ),
  ]);
  signal.removeEventListener('abort', cancel);
  cancel();
  return outcome;
}

async function startError(process: GuardedProcess, outcome: 'ended' | 'late' | 'aborted'): Promise<AppError> {
  if (outcome === 'aborted') return new AppError('ABORTED');
  if (outcome === 'ended') return endError(process, await process.ended);
  return new AppError(
    'ENGINE_NOT_READY',
    `The engine (guacd) did not become ready in time. ${quoteTail(process)}`,
  );
}

/**
 * Starts a command that serves guacd on a port of 127.0.0.1, or a local socket, and waits until it does. Rejects with
 * ENGINE_START_FAILED (it ended), ENGINE_NOT_READY (deadline) or ABORTED; nothing of it is left then.
 */
export async function startChildEngine(
  options: ChildEngineOptions,
  context: StartContext,
): Promise<RunningEngine> {
  const { command, clock, platform, ownsProcess } = options;
  let saysListening = false;
  const process = new GuardedProcess({
    command,
    clock,
    platform,
    onLine(text) {
      saysListening ||= text.includes(LISTENING);
      context.log(text);
    },
  });
  const outcome = await waitForOutcome(process, options, () => saysListening, context.signal);
  if (typeof outcome === 'string') {
    await process.stop();
    throw await startError(process, outcome);
  }
  return {
    address: outcome,
    pid: ownsProcess ? await process.started : null,
    ended: process.ended.then(lostError),
    stop: () => process.stop(),
  };
}

/** Starts to try when another program is faster with the port that was found. */
const MAX_PORT_TRIES = 3;

/** Starts on a free port, and on another one when that was taken in the meantime. Rejects like `start`. */
export async function startOnFreePort(
  start: (port: number) => Promise<RunningEngine>,
  { signal, log }: StartContext,
): Promise<RunningEngine> {
  for (let tries = 1; ; tries += 1) {
    const port = await findFreePort();
    if (isAborted(signal)) throw new AppError('ABORTED');
    try {
      return await start(port);
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (error.details.portTaken !== true || tries >= MAX_PORT_TRIES) throw error;
      log(`Port ${port} was taken by another program; trying another one.`);
    }
  }
}
