import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { encodeInstruction } from '../../../src/shared/guacamole/encode';
import { serveCommands } from '../harness/companion';
import { machineNow } from '../harness/machine-clock';
import { loopStream, type StreamName } from '../harness/streams';
import { ACK_BYTES, RAW_GREETING } from '../harness/wire';

/**
 * Both far ends of a relay: servers that a relay connects to, and consumers that connect to a relay. A benchmark runs
 * one such process for each end that must not disturb the other.
 */

/** How a consumer reaches its relay: through a pipe to the server, or to one that does the handshake itself. */
type Way = 'raw' | 'acknowledging' | 'silent' | 'websocket';

const PARAMETERS = ['VERSION_1_1_0', 'hostname', 'port'];
const WRITE_BYTES = 262_144;
const LOOP_BYTES = 4_000_000;
const PROBE = encodeInstruction('probe', '0'.repeat(16)).slice(0, -17);

/** As guacd does: a relay may take longer silence for a loss. */
const KEEP_ALIVE_MS = 4_000;

/** Connections that carry a stream, which may be in the middle of an instruction. */
const streaming = new Set<Socket>();
/** Connections of the relay to us, in the order in which they got ready. */
const served: Socket[] = [];
const servedWaiters: (() => void)[] = [];

/** A tiny guacd: it answers the handshake, and then does what the benchmark says. */
function serve(socket: Socket): void {
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  let said = '';
  const onData = (data: Buffer): void => {
    said += data.toString('latin1');
    if (said.startsWith(RAW_GREETING)) ready();
    else if (said.includes('6.select') && !said.includes('7.connect')) {
      if (!isAsked) socket.write(encodeInstruction('args', ...PARAMETERS));
      isAsked = true;
    } else if (/7\.connect,[^;]*;/.test(said)) {
      socket.write(encodeInstruction('ready', '$bench'));
      ready();
    }
  };
  let isAsked = false;
  const ready = (): void => {
    socket.off('data', onData);
    socket.resume();
    served.push(socket);
    for (const waiter of servedWaiters.splice(0)) waiter();
  };
  socket.on('data', onData);
}

/** One consumer: counts what comes, and takes the times of probes. */
class Consumer {
  bytes = 0;
  delays: number[] = [];
  #goal = Infinity;
  #onGoal: (time: number) => void = () => undefined;
  #unacknowledged = 0;
  #isProbed = false;
  #text = '';
  readonly #close: () => void;

  constructor(way: Way, port: number, target: string, onOpen: () => void) {
    if (way === 'websocket') {
      const socket = new WebSocket(
        `ws://127.0.0.1:${port}/?token=${encodeURIComponent(target)}`,
        'guacamole',
      );
      socket.on('open', onOpen);
      socket.on('message', (data: Buffer) => {
        // The first message is not guacd's: an empty opcode with the ID of the connection.
        if (this.bytes === 0 && data.length < 20 && data.toString('latin1', 0, 2) === '0.') return;
        this.#take(data);
      });
      socket.on('error', () => undefined);
      this.#close = () => socket.terminate();
      return;
    }
    const buffer = Buffer.allocUnsafeSlow(65_536);
    const socket = connect({
      host: '127.0.0.1',
      port,
      noDelay: true,
      onread: {
        buffer,
        callback: (size) => {
          this.#take(buffer.subarray(0, size));
          if (way === 'acknowledging') this.#acknowledge(socket, size);
          return true;
        },
      },
    });
    socket.on('connect', () => {
      if (way === 'raw') socket.write(RAW_GREETING);
      onOpen();
    });
    socket.on('error', () => undefined);
    this.#close = () => socket.destroy();
  }

  /** Resolves to the time at which so many bytes more have come. */
  expect(bytes: number): Promise<number> {
    this.#goal = this.bytes + bytes;
    return new Promise((resolve) => (this.#onGoal = resolve));
  }

  probe(): void {
    this.#isProbed = true;
    this.#text = '';
    this.delays = [];
  }

  dispose(): void {
    this.#close();
  }

  #take(data: Buffer): void {
    this.bytes += data.length;
    if (this.#isProbed) this.#takeProbes(data);
    if (this.bytes < this.#goal) return;
    this.#goal = Infinity;
    this.#onGoal(machineNow());
  }

  #takeProbes(data: Buffer): void {
    const now = machineNow();
    this.#text += data.toString('latin1');
    let end = this.#text.indexOf(';');
    while (end >= 0) {
      if (this.#text.startsWith(PROBE)) this.delays.push(now - Number(this.#text.slice(PROBE.length, end)));
      this.#text = this.#text.slice(end + 1);
      end = this.#text.indexOf(';');
    }
  }

  #acknowledge(socket: Socket, size: number): void {
    this.#unacknowledged += size;
    const acknowledgements = Math.floor(this.#unacknowledged / ACK_BYTES);
    if (acknowledgements === 0) return;
    this.#unacknowledged -= acknowledgements * ACK_BYTES;
    socket.write(Buffer.alloc(acknowledgements));
  }
}

const consumers: Consumer[] = [];
const loops = new Map<StreamName, Buffer>();
const stops: (() => void)[] = [];
const server = createServer({ noDelay: true }, serve);

function loopOf(stream: StreamName): Buffer {
  const loop = loops.get(stream) ?? loopStream(stream, LOOP_BYTES);
  loops.set(stream, loop);
  return loop;
}

/** Writes as fast as the relay takes it, `totalBytes` in all. */
function flood(socket: Socket, loop: Buffer, totalBytes: number): void {
  let sent = 0;
  const more = (): void => {
    while (sent < totalBytes && !socket.destroyed) {
      const start = sent % loop.length;
      const piece = loop.subarray(
        start,
        Math.min(start + WRITE_BYTES, loop.length, start + totalBytes - sent),
      );
      sent += piece.length;
      if (!socket.write(piece)) {
        socket.once('drain', more);
        return;
      }
    }
  };
  more();
}

/** Sends one probe on each connection `perSecond` times a second, evenly spread. Returns what stops it. */
function startProbes(sockets: readonly Socket[], perSecond: number): () => void {
  const start = machineNow();
  let sent = 0;
  const tick = (): void => {
    const due = Math.floor(((machineNow() - start) / 1_000) * perSecond * sockets.length);
    for (; sent < due; sent++) {
      const stamp = machineNow().toFixed(6).padStart(16, '0').slice(0, 16);
      sockets[sent % sockets.length]?.write(`${PROBE}${stamp};`);
    }
  };
  const timer = setInterval(tick, 1);
  return () => clearInterval(timer);
}

setInterval(() => {
  for (const socket of served) if (!streaming.has(socket)) socket.write('3.nop;');
}, KEEP_ALIVE_MS);

serveCommands({
  listen: () =>
    new Promise((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
    ),
  /** Resolves when the relay has so many connections to us ready. */
  untilServed: async (count: number) => {
    while (served.length < count) await new Promise<void>((resolve) => servedWaiters.push(resolve));
  },
  connect: (way: Way, port: number, target: string) =>
    new Promise<void>((resolve) => consumers.push(new Consumer(way, port, target, resolve))),
  /** Resolves to the time at which the last of so many bytes has come to the newest consumer. */
  expect: (bytes: number) => consumers.at(-1)?.expect(bytes),
  /** Sends so many bytes of a looped stream on the newest connection. Resolves to the time of the first. */
  send: (stream: StreamName, bytes: number) => {
    const socket = served.at(-1);
    const loop = loopOf(stream);
    const start = machineNow();
    if (socket !== undefined) {
      streaming.add(socket);
      flood(socket, loop, bytes);
    }
    return start;
  },
  /** Sends a stream at a rate, in pieces of 5 ms each, until `stop`. */
  pace: (stream: StreamName, bytesPerSecond: number) => {
    const socket = served.at(-1);
    const loop = loopOf(stream);
    const start = machineNow();
    let sent = 0;
    if (socket !== undefined) streaming.add(socket);
    const timer = setInterval(() => {
      const due = Math.floor(((machineNow() - start) / 1_000) * bytesPerSecond);
      while (sent < due) {
        const from = sent % loop.length;
        const piece = loop.subarray(from, Math.min(from + due - sent, loop.length));
        socket?.write(piece);
        sent += piece.length;
      }
    }, 5);
    stops.push(() => clearInterval(timer));
  },
  /** Sends probes on all connections, and lets all consumers take their times. */
  probe: (perSecond: number) => {
    for (const consumer of consumers) consumer.probe();
    stops.push(startProbes(served, perSecond));
  },
  /** Stops sending, and gives the delays of all probes that came since `probe`, in milliseconds. */
  stop: () => {
    for (const stop of stops.splice(0)) stop();
    return consumers.flatMap((consumer) => consumer.delays);
  },
  /** Forgets the delays so far. */
  restartDelays: () => {
    for (const consumer of consumers) consumer.delays = [];
  },
  disconnect: () => {
    for (const stop of stops.splice(0)) stop();
    for (const consumer of consumers.splice(0)) consumer.dispose();
    for (const socket of served.splice(0)) socket.destroy();
    streaming.clear();
  },
});
