import { lookup } from 'node:dns';
import type { Clock } from '../../shared/clock';
import { startDeadline } from '../../shared/deadline';
import { AppError, type ErrorDetails } from '../../shared/errors';
import type { GuacdAddress } from './address';
import { openSocket, type OpenCallbacks } from './socket-transport';

/** The next address is tried beside a slow one after this time. Source: RFC 8305, section 5. */
const ATTEMPT_DELAY_MS = 250;
/**
 * A local socket whose queue of connections is full refuses at once (unix(7), EAGAIN), where TCP waits: guacd's holds
 * five. It is asked again after this time, until the deadline.
 */
const FULL_QUEUE_DELAY_MS = 20;
/** More addresses of one name than this are not tried. */
const MAX_ADDRESSES = 8;

/** Finds the IP addresses of a host name, in the order to try them. */
export type Resolve = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, ips: readonly string[]) => void,
) => void;

export type DialOptions = OpenCallbacks & {
  address: GuacdAddress;
  clock: Clock;
  connectMs: number;
  /** Default: the system's resolver. */
  resolve?: Resolve;
  /** Default: {@link openSocket}. */
  open?: typeof openSocket;
};

/**
 * Connects to the first address of a name that answers: each is tried in turn, the next as soon as one fails or is
 * slow, all under one deadline. A local socket is the only one to try.
 *
 * Errors: GUACD_UNREACHABLE (also for a name that cannot be resolved), TOO_MANY_FILES, GUACD_TLS_FAILED,
 * GUACD_CONNECT_TIMEOUT.
 *
 * @returns what gives up; nothing is called after it.
 */
export function dial(options: DialOptions): () => void {
  const race = new Race(options);
  return () => race.stop();
}

class Race {
  readonly #options: DialOptions;
  readonly #attempts = new Set<() => void>();
  readonly #cancelDeadline: () => void;
  #cancelNext: () => void = () => undefined;
  #waiting: string[] = [];
  #failure: AppError | null = null;
  #isOver = false;

  constructor(options: DialOptions) {
    this.#options = options;
    this.#cancelDeadline = startDeadline(options.clock, options.connectMs, () =>
      this.#fail(new AppError('GUACD_CONNECT_TIMEOUT', undefined, { details: this.#place() })),
    );
    const { address } = options;
    if (address.path === undefined) this.#lookUp(address.host);
    else this.#tryAll([address.path]);
  }

  stop(): void {
    this.#isOver = true;
    this.#cancelDeadline();
    this.#cancelNext();
    for (const giveUp of this.#attempts) giveUp();
    this.#attempts.clear();
  }

  #lookUp(host: string): void {
    (this.#options.resolve ?? resolveHost)(host, (error, ips) => {
      if (this.#isOver) return;
      if (error === null) this.#tryAll(ips.slice(0, MAX_ADDRESSES));
      else this.#fail(this.#unreachable(error.code ?? error.name));
    });
  }

  #tryAll(places: string[]): void {
    this.#waiting = places;
    this.#tryNext();
  }

  #tryNext(): void {
    this.#cancelNext();
    const place = this.#waiting.shift();
    if (place === undefined) {
      if (this.#attempts.size === 0) this.#fail(this.#failure ?? this.#unreachable('ENOTFOUND'));
      return;
    }
    const open = this.#options.open ?? openSocket;
    const giveUp = open(this.#options.address, place, {
      onOpen: (transport) => {
        this.#attempts.delete(giveUp);
        this.stop();
        this.#options.onOpen(transport);
      },
      onFail: (error) => {
        this.#attempts.delete(giveUp);
        if (this.#options.address.path !== undefined && error.details.reason === 'EAGAIN') {
          this.#cancelNext = this.#options.clock.after(FULL_QUEUE_DELAY_MS, () => this.#tryAll([place]));
          return;
        }
        // A refused certificate says more than an address that does not answer.
        if (this.#failure?.code !== 'GUACD_TLS_FAILED') this.#failure = this.#located(error);
        this.#tryNext();
      },
    });
    this.#attempts.add(giveUp);
    if (this.#waiting.length > 0) {
      this.#cancelNext = this.#options.clock.after(ATTEMPT_DELAY_MS, () => this.#tryNext());
    }
  }

  #fail(error: AppError): void {
    this.stop();
    this.#options.onFail(error);
  }

  #place(): ErrorDetails {
    const { path, host, port } = this.#options.address;
    return path === undefined ? { host, port } : { path };
  }

  #unreachable(reason: string): AppError {
    return new AppError('GUACD_UNREACHABLE', undefined, { details: { reason, ...this.#place() } });
  }

  #located(error: AppError): AppError {
    return new AppError(error.code, error.message, { details: { ...error.details, ...this.#place() } });
  }
}

function resolveHost(host: string, done: Parameters<Resolve>[1]): void {
  lookup(host, { all: true, verbatim: true }, (error, addresses) =>
    done(error, error === null ? addresses.map(({ address }) => address) : []),
  );
}
