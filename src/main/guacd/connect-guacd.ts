import { systemClock, type Clock } from '../../shared/clock';
import { AppError } from '../../shared/errors';
import type { GuacdAddress } from './address';
import { GuacdConnection } from './connection';
import { DEFAULT_DEADLINES, type GuacdDeadlines } from './deadlines';
import { dial } from './dial';
import {
  composeAnswer,
  composeSelect,
  parseOffer,
  type GuacdSelection,
  type HandshakeOptions,
} from './handshake';
import { GuacdLink } from './link';
import { TracedTransport, type GuacdTrace } from './traced-transport';

export type GuacdConnectOptions = HandshakeOptions & {
  address: GuacdAddress;
  /** A protocol, or the connection ID of a session to join. */
  select: GuacdSelection;
  /** Gives up until the session is open: the promise rejects with ABORTED. Later it has no effect. */
  signal?: AbortSignal;
  /** Default: the platform's timers. */
  clock?: Clock;
  /** Is told everything that passes, for a log. Without it nothing is looked at. */
  trace?: GuacdTrace;
  /** Those that are not given are DEFAULT_DEADLINES. */
  deadlines?: Partial<GuacdDeadlines>;
};

/**
 * Opens a session of guacd, or joins one. Resolves at `ready`, which is before guacd has contacted the remote
 * computer: failures of that end the connection later. The caller owns the connection and has to close it.
 *
 * Nothing is sent before the connection is open and, with TLS, verified; no parameter before guacd asked for it.
 *
 * Rejects with AppError: GUACD_UNREACHABLE, TOO_MANY_FILES, GUACD_CONNECT_TIMEOUT, GUACD_TLS_FAILED;
 * GUACD_PROTOCOL_MISSING (guacd stays silent after `select`), RESOURCE_NOT_FOUND (no session to join),
 * GUACD_HANDSHAKE_TIMEOUT, GUACD_HANDSHAKE_FAILED, GUACD_PROTOCOL_VIOLATION; PROFILE_INVALID (a value that guacd
 * cannot take, by the name of its parameter), INSTRUCTION_INVALID (another option that cannot be sent); ABORTED; and
 * the errors of the protocol's status codes.
 */
export function connectGuacd(options: GuacdConnectOptions): Promise<GuacdConnection> {
  return new Promise((resolve, reject) => new ConnectAttempt(options, resolve, reject).start());
}

class ConnectAttempt {
  readonly #options: GuacdConnectOptions;
  readonly #clock: Clock;
  readonly #deadlines: GuacdDeadlines;
  readonly #resolve: (connection: GuacdConnection) => void;
  readonly #reject: (error: AppError) => void;
  #cancelDial: () => void = () => undefined;
  #link: GuacdLink | null = null;
  #offer = parseOffer([]);
  #unknown: readonly string[] = [];

  constructor(
    options: GuacdConnectOptions,
    resolve: (connection: GuacdConnection) => void,
    reject: (error: AppError) => void,
  ) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#deadlines =
      options.deadlines === undefined ? DEFAULT_DEADLINES : { ...DEFAULT_DEADLINES, ...options.deadlines };
    this.#resolve = resolve;
    this.#reject = reject;
  }

  start(): void {
    // Known before anything is opened.
    composeSelect(this.#options.select);
    if (this.#options.signal?.aborted === true) {
      this.#abort();
      return;
    }
    this.#options.signal?.addEventListener('abort', this.#abort);
    this.#cancelDial = dial({
      address: this.#options.address,
      clock: this.#clock,
      connectMs: this.#deadlines.connectMs,
      onOpen: (transport) => {
        const { trace } = this.#options;
        this.#link = new GuacdLink({
          transport: trace === undefined ? transport : new TracedTransport(transport, trace),
          selection: this.#options.select,
          isTls: this.#options.address.tls !== undefined,
          clock: this.#clock,
          deadlines: this.#deadlines,
          handlers: {
            answer: (args) => this.#answer(args),
            onReady: (connectionId) => this.#onReady(connectionId),
            onFailed: (reason) => this.#fail(reason),
          },
        });
      },
      onFail: (error) => this.#fail(error),
    });
  }

  #answer(args: readonly string[]): string {
    this.#offer = parseOffer(args);
    const { text, unknown } = composeAnswer(this.#offer, this.#options);
    this.#unknown = unknown;
    return text;
  }

  #onReady(connectionId: string): void {
    this.#options.signal?.removeEventListener('abort', this.#abort);
    if (this.#link === null) return;
    const facts = {
      connectionId,
      protocolVersion: this.#offer.version,
      parameterNames: this.#offer.parameterNames,
      unknownParameters: this.#unknown,
    };
    this.#resolve(new GuacdConnection(this.#link, facts, this.#clock, this.#deadlines));
  }

  readonly #abort = (): void => {
    this.#cancelDial();
    if (this.#link === null) this.#fail(new AppError('ABORTED'));
    else this.#link.close();
  };

  #fail(error: AppError): void {
    this.#options.signal?.removeEventListener('abort', this.#abort);
    this.#reject(error);
  }
}
