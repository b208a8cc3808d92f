import { createConnection, isIP, type OnReadOpts, type Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls } from 'node:tls';
import { AppError } from '../../shared/errors';
import { DOWNSTREAM_LIMITS } from '../../shared/guacamole/limits';
import type { GuacdAddress, TcpAddress } from './address';
import type { Transport, TransportHandlers } from './transport';

/** One read. Larger reads were no faster (measured). */
const READ_BYTES = 65_536;
/** In front of it: the scanner puts there what it kept of an instruction, which is never more. */
const HEADROOM_BYTES = DOWNSTREAM_LIMITS.instructionBytes;
/**
 * Most bytes that one read can bring to those who receive instructions: its own and those that were kept of an
 * instruction. No more of them follow a `pause` before `resume`.
 */
export const MAX_READ_BYTES = HEADROOM_BYTES + READ_BYTES;

/**
 * All plain sockets read into the same memory: libuv asks for it right before each read and hands it over before the
 * next one, on every system (src/unix/stream.c:uv__read; src/win/tcp.c reads after a wait with no buffer). A session
 * that is idle then costs none. TLS decrypts on other occasions too, so each of those sockets has its own.
 */
const sharedMemory = newReadMemory();
const sharedReadPart = readPartOf(sharedMemory);

export type OpenCallbacks = {
  /** The connection is open and, with TLS, verified. Called at most once, and then `onFail` is not. */
  onOpen(transport: Transport): void;
  onFail(error: AppError): void;
};

/**
 * Opens a TCP or TLS connection to one IP address of a guacd, or one to its local socket. What it reads lies in memory
 * that the next read of any socket overwrites.
 *
 * Errors: GUACD_UNREACHABLE; TOO_MANY_FILES when this computer gives us no more sockets; GUACD_TLS_FAILED when the
 * certificate is refused or the other side speaks no TLS.
 *
 * Calls back later, never inside the call.
 *
 * @param place the IP address; of a local socket its path
 * @returns what gives the attempt up; it has no effect after `onOpen`.
 */
export function openSocket(address: GuacdAddress, place: string, callbacks: OpenCallbacks): () => void {
  try {
    const transport = new SocketTransport(address, place, callbacks);
    return () => transport.giveUp();
  } catch (thrown) {
    // Node refuses a port out of range, and a text of authorities that it cannot read, by throwing.
    const failure = refusal(address, thrown);
    const timer = setImmediate(() => callbacks.onFail(failure));
    return () => clearImmediate(timer);
  }
}

class SocketTransport implements Transport {
  readonly #socket: Socket;
  readonly #memory: Buffer;
  readonly #isTls: boolean;
  #callbacks: OpenCallbacks | null;
  #handlers: TransportHandlers | null = null;
  #isConnected = false;

  constructor(address: GuacdAddress, place: string, callbacks: OpenCallbacks) {
    this.#callbacks = callbacks;
    this.#isTls = address.tls !== undefined;
    this.#memory = this.#isTls ? newReadMemory() : sharedMemory;
    const onread = {
      buffer: this.#isTls ? readPartOf(this.#memory) : sharedReadPart,
      callback: (size: number) => this.#onRead(size),
    };
    this.#socket = openStream(address, place, onread);
    this.#socket.on('connect', () => this.#onConnect());
    this.#socket.on('secureConnect', () => this.#opened());
    this.#socket.on('end', () => this.#onEnd());
    this.#socket.on('error', (error) => this.#onError(error));
  }

  get queuedBytes(): number {
    return this.#socket.writableLength;
  }

  attach(handlers: TransportHandlers): void {
    this.#handlers = handlers;
  }

  write(bytes: Uint8Array, onWritten: () => void): void {
    this.#socket.write(bytes, onWritten);
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#callbacks = null;
    this.#handlers = null;
    this.#socket.destroy();
  }

  giveUp(): void {
    if (this.#callbacks !== null) this.destroy();
  }

  #onRead(size: number): boolean {
    this.#handlers?.onData(this.#memory.subarray(HEADROOM_BYTES, HEADROOM_BYTES + size), HEADROOM_BYTES);
    return true;
  }

  #onConnect(): void {
    this.#isConnected = true;
    this.#socket.setNoDelay(true);
    if (!this.#isTls) this.#opened();
  }

  #opened(): void {
    const callbacks = this.#callbacks;
    this.#callbacks = null;
    callbacks?.onOpen(this);
  }

  #onEnd(): void {
    if (this.#callbacks === null) this.#handlers?.onEnd();
    else this.#failed('EOF');
  }

  #onError(error: NodeJS.ErrnoException): void {
    const reason = error.code ?? error.name;
    if (this.#callbacks === null) this.#handlers?.onError(reason);
    else this.#failed(reason);
  }

  #failed(reason: string): void {
    const callbacks = this.#callbacks;
    this.destroy();
    callbacks?.onFail(this.#isConnected ? tlsFailure(reason) : unreachable(reason));
  }
}

function openStream(address: GuacdAddress, place: string, onread: OnReadOpts): Socket {
  if (address.path !== undefined) return createConnection({ path: place, onread });
  const options = { host: place, port: address.port, onread };
  return address.tls === undefined
    ? createConnection({ ...options, noDelay: true })
    : connectTls({ ...options, ...tlsOptions(address) });
}

/** Where a read goes: behind the headroom. */
function readPartOf(memory: Buffer): Buffer {
  return memory.subarray(HEADROOM_BYTES);
}

function newReadMemory(): Buffer {
  return Buffer.allocUnsafeSlow(MAX_READ_BYTES);
}

function tlsOptions({ host, tls }: TcpAddress): object {
  const name = tls?.servername ?? host;
  return {
    ...(tls?.ca === undefined ? {} : { ca: tls.ca }),
    // A server name indication must not be an IP address (RFC 6066, section 3), but a certificate may name one.
    ...(isIP(name) === 0 ? { servername: name } : {}),
    checkServerIdentity: (_: string, certificate: Parameters<typeof checkServerIdentity>[1]) =>
      checkServerIdentity(name, certificate),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
  };
}

function unreachable(reason: string): AppError {
  const isOurs = reason === 'EMFILE' || reason === 'ENFILE';
  return new AppError(isOurs ? 'TOO_MANY_FILES' : 'GUACD_UNREACHABLE', undefined, { details: { reason } });
}

function refusal({ tls }: GuacdAddress, thrown: unknown): AppError {
  const reason = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'invalid address';
  return tls === undefined || reason === 'ERR_SOCKET_BAD_PORT' ? unreachable(reason) : tlsFailure(reason);
}

/** A guacd without TLS reads our greeting as a broken instruction and closes. */
function tlsFailure(reason: string): AppError {
  if (
    reason === 'EOF' ||
    reason === 'ECONNRESET' ||
    reason === 'EPROTO' ||
    reason === 'ERR_SSL_WRONG_VERSION_NUMBER'
  ) {
    return new AppError(
      'GUACD_TLS_FAILED',
      'The engine (guacd) did not set up an encrypted connection. It may expect a plain one.',
      { details: { reason, hint: 'tls-not-spoken' } },
    );
  }
  return new AppError('GUACD_TLS_FAILED', undefined, { details: { reason } });
}
