import { createCipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { getHeapSpaceStatistics } from 'node:v8';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createDisposable, type Disposable } from '../../../src/shared/disposable';
import type { UpstreamMessage } from '../../../src/shared/ipc/session-channel';
import type { PageEnd, PageMessage } from '../../../src/main/sessions/session-services';
import { LiveSessions } from '../../support/live-sessions';
import { makeProfile } from '../../support/session-services';
import { serveCommands } from '../harness/companion';
import { ACK_BYTES, type AcknowledgedBy } from '../harness/wire';

/**
 * One process between a server and its consumers, TCP to TCP: what is measured. It is `socket.pipe`, guacamole-lite, or
 * our sessions with a page at the other end of a socket.
 */

const VIEWPORT = { width: 1024, height: 768, dpi: 96 };
const MAX_SESSIONS = 2_000;
/** What a page says when its first frame is on the screen. */
const FIRST_ANSWER = '4.sync,1.1;';

/** Where a consumer goes, and what it has to say there. */
type Entrance = { port: number; target: string };

const portOf = (server: Pick<Server, 'address'>): number => (server.address() as AddressInfo).port;

async function listen(serve: (socket: Socket) => void): Promise<Entrance> {
  const server = createServer({ noDelay: true }, serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: portOf(server), target: '' };
}

function pipeTo(port: number): Promise<Entrance> {
  return listen((socket) => {
    const guacd = connect({ host: '127.0.0.1', port, noDelay: true });
    guacd.pipe(socket).pipe(guacd);
    for (const one of [guacd, socket]) one.on('error', () => undefined);
    socket.on('close', () => guacd.destroy());
  });
}

/** What a page owes at most is a few of these: one that is slow takes memory of its own for the rest. */
const WRITE_BYTES = 131_072;
const MAX_SPARE_BUFFERS = 4;
/** Smaller ones are copied to memory that Node shares out. */
const SMALL_BYTES = 4_096;
const spareBuffers: Buffer[] = [];

/** Writes borrowed bytes: from a copy, whose memory is used again once it is written. */
function writeCopy(socket: Socket, bytes: Uint8Array, onWritten: () => void): void {
  if (bytes.length <= SMALL_BYTES || bytes.length > WRITE_BYTES) {
    socket.write(Buffer.from(bytes), onWritten);
    return;
  }
  const buffer = spareBuffers.pop() ?? Buffer.allocUnsafeSlow(WRITE_BYTES);
  buffer.set(bytes);
  socket.write(buffer.subarray(0, bytes.length), () => {
    if (spareBuffers.length < MAX_SPARE_BUFFERS) spareBuffers.push(buffer);
    onWritten();
  });
}

/**
 * A page at the other end of a socket. With `acknowledgedBy: 'consumer'` credit comes back when the consumer says so,
 * as from the page of the app; with `'socket'` when the bytes are written, which is how `socket.pipe` paces itself.
 */
class SocketPage implements PageEnd {
  readonly #acknowledgedBy: AcknowledgedBy;
  readonly #socket: Socket;
  readonly #messages = new Set<(message: UpstreamMessage) => void>();
  readonly #closes = new Set<() => void>();
  #epoch = 0;
  #hasAnswered = false;

  constructor(socket: Socket, acknowledgedBy: AcknowledgedBy) {
    this.#socket = socket;
    this.#acknowledgedBy = acknowledgedBy;
    socket.on('data', (data) => this.#acknowledge(data.length * ACK_BYTES));
    socket.on('close', () => {
      for (const listener of this.#closes) listener();
    });
    socket.on('error', () => undefined);
  }

  post(message: PageMessage): void {
    if (message.kind === 'start') {
      this.#epoch = message.epoch;
      return;
    }
    const { length } = message.bytes;
    writeCopy(this.#socket, message.bytes, () => {
      if (this.#acknowledgedBy === 'socket') this.#acknowledge(length);
    });
    if (this.#hasAnswered) return;
    this.#hasAnswered = true;
    this.#tell({ kind: 'input', epoch: this.#epoch, text: FIRST_ANSWER });
  }

  onMessage(listener: (message: UpstreamMessage) => void): Disposable {
    this.#messages.add(listener);
    return createDisposable(() => this.#messages.delete(listener));
  }

  onClose(listener: () => void): Disposable {
    this.#closes.add(listener);
    return createDisposable(() => this.#closes.delete(listener));
  }

  close(): void {
    this.#socket.destroy();
  }

  #acknowledge(bytes: number): void {
    this.#tell({ kind: 'ack', epoch: this.#epoch, bytes });
  }

  #tell(message: UpstreamMessage): void {
    for (const listener of this.#messages) listener(message);
  }
}

function relaySessions(port: number, acknowledgedBy: AcknowledgedBy): Promise<Entrance> {
  const sessions = new LiveSessions({ host: '127.0.0.1', port }, {}, MAX_SESSIONS);
  const profile = makeProfile('vnc', { hostname: '127.0.0.1', port: '1' });
  sessions.profiles.set(profile.id, profile);
  return listen((socket) => {
    const { id } = sessions.manager.open(profile.id);
    sessions.manager.attach(id, new SocketPage(socket, acknowledgedBy), VIEWPORT);
    socket.on('close', () => void sessions.manager.close(id));
  });
}

async function relayLite(port: number): Promise<Entrance> {
  const { default: GuacamoleLite } = await import('guacamole-lite');
  // It tells the console of each connection.
  console.log = () => undefined;
  const key = randomBytes(32);
  const server = new GuacamoleLite(
    { port: 0, host: '127.0.0.1' },
    { host: '127.0.0.1', port },
    { crypt: { cypher: 'AES-256-CBC', key }, log: { level: 0 }, maxInactivityTime: 0 },
  );
  await once(server.webSocketServer, 'listening');
  return { port: portOf(server.webSocketServer), target: liteToken(key) };
}

/** The encrypted connection settings that guacamole-lite takes as a token. */
function liteToken(key: Buffer): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('AES-256-CBC', key, iv);
  const settings = JSON.stringify({ connection: { type: 'vnc', settings: { hostname: '127.0.0.1' } } });
  const value = cipher.update(settings, 'utf8', 'base64') + cipher.final('base64');
  return Buffer.from(JSON.stringify({ iv: iv.toString('base64'), value })).toString('base64');
}

/**
 * Memory that is this process's own, in KiB, less the young generation: V8 sizes that by how much was allocated lately,
 * up to 32 MiB, and not by how much there is.
 */
async function privateKib(): Promise<number> {
  for (let round = 0; round < 5; round++) {
    globalThis.gc?.();
    // What was freed is given back by other threads.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const rollup = readFileSync('/proc/self/smaps_rollup', 'latin1');
  const fields = [...rollup.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB/gm)];
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  return fields.reduce((sum, [, kib]) => sum + Number(kib), 0) - (young?.physical_space_size ?? 0) / 1_024;
}

serveCommands({
  relay: (contestant: string, port: number, acknowledgedBy: AcknowledgedBy): Promise<Entrance> => {
    if (contestant === 'socket.pipe') return pipeTo(port);
    return contestant === 'guacamole-lite' ? relayLite(port) : relaySessions(port, acknowledgedBy);
  },
  /** Milliseconds of processor time so far. */
  cpuMs: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  privateKib,
});
