import * as v from 'valibot';
import { createDisposable, type Disposable } from '../../shared/disposable';
import { AppError } from '../../shared/errors';
import type { Envelope } from '../../shared/ipc/bridge';
import { CALL_CHANNEL_PREFIX } from '../../shared/ipc/call-names';
import { CONTRACT, type CallName } from '../../shared/ipc/contract';
import type { Logger } from '../app/logging';
import { findRequestFault } from './request-limits';
import type { SenderEvent } from './sender-guard';

/** Who made a call. */
export type CallContext = { /** Id of the WebContents of the window. */ contentsId: number };

/** A request as a handler gets it: parsed, so defaults and trimming of the schema are applied. */
type ParsedRequest<N extends CallName> = v.InferOutput<(typeof CONTRACT)[N]['request']>;
type Response<N extends CallName> = v.InferOutput<(typeof CONTRACT)[N]['response']>;

/** One function for each call of the contract. It may throw an AppError, which reaches the page as such. */
export type Handlers = {
  [N in CallName]: (request: ParsedRequest<N>, context: CallContext) => Response<N> | Promise<Response<N>>;
};

/** The part of Electron's `ipcMain` that registration needs. */
export type CallHost = {
  handle(channel: string, listener: (event: SenderEvent, ...args: unknown[]) => Promise<unknown>): void;
  removeHandler(channel: string): void;
};

export type RegisterOptions = {
  isTrusted: (event: SenderEvent) => boolean;
  logger: Logger;
  /** Parse responses too: for development and tests, where a wrong one is a fault to be found. */
  checkResponses: boolean;
};

/**
 * Makes every call of the contract answerable. Each request passes three gates before its handler runs: the
 * sender, the limits of size and shape, the schema. What is thrown crosses as an envelope: the code, a safe
 * sentence and safe facts, never a stack or a path. The returned Disposable takes all calls back.
 *
 * @throws Error when a call has no handler or a handler has no call: main must not start then.
 */
export function registerCalls(host: CallHost, handlers: Handlers, options: RegisterOptions): Disposable {
  const names = Object.keys(CONTRACT).filter(isCallName);
  const missing = names.filter((name) => !Object.hasOwn(handlers, name));
  const extra = Object.keys(handlers).filter((name) => !isCallName(name));
  if (missing.length > 0 || extra.length > 0) {
    throw new Error(
      `calls without a handler: [${missing.join()}]; handlers without a call: [${extra.join()}]`,
    );
  }
  for (const name of names) {
    host.handle(CALL_CHANNEL_PREFIX + name, (event, ...args) => answer(name, handlers, options, event, args));
  }
  return createDisposable(() => {
    for (const name of names) host.removeHandler(CALL_CHANNEL_PREFIX + name);
  });
}

function isCallName(name: string): name is CallName {
  return Object.hasOwn(CONTRACT, name);
}

/** Runs one call. Never rejects: Electron would send the text of what was thrown to the page. */
async function answer<N extends CallName>(
  name: N,
  handlers: Pick<Handlers, N>,
  { isTrusted, logger, checkResponses }: RegisterOptions,
  event: SenderEvent,
  args: readonly unknown[],
): Promise<Envelope<unknown>> {
  if (!isTrusted(event)) {
    logger.warn('ipc.refused', { call: name });
    return failure(new AppError('IPC_REFUSED'));
  }
  const context = { contentsId: event.sender.id };
  try {
    const request = parseRequest(name, args);
    const response = await handlers[name](request, context);
    if (checkResponses) requireValidResponse(name, response);
    return { ok: true, value: response };
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code === 'INTERNAL') logger.error('ipc.failed', { call: name, error: thrown });
    if (error.code === 'IPC_INVALID') logger.warn('ipc.invalid', { ...error.details, call: name });
    return failure(error);
  }
}

const failure = (error: AppError): Envelope<never> => ({ ok: false, error: error.toWire() });

function parseRequest<N extends CallName>(name: N, args: readonly unknown[]): ParsedRequest<N> {
  if (args.length > 1) throw invalid(name, 'too many arguments');
  const fault = findRequestFault(name, args[0]);
  if (fault !== null) throw invalid(name, fault);
  const schema: (typeof CONTRACT)[N]['request'] = CONTRACT[name].request;
  const parsed = v.safeParse(schema, args[0]);
  if (!parsed.success) throw invalid(name, describeIssue(parsed.issues[0]));
  return parsed.output;
}

function requireValidResponse(name: CallName, response: unknown): void {
  const parsed = v.safeParse(CONTRACT[name].response, response);
  if (!parsed.success) throw new Error(`response of ${name}: ${describeIssue(parsed.issues[0])}`);
}

const invalid = (call: CallName, fault: string): AppError =>
  new AppError('IPC_INVALID', undefined, { details: { call, fault } });

/** Where a value breaks its schema and what was expected; never the value itself, which may be a secret. */
function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? 'value';
  return `${path}: expected ${issue.expected ?? issue.type}`;
}
