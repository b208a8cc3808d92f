import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { encodeInstruction } from '../../../src/shared/guacamole/encode';
import { machineNow } from '../harness/machine-clock';

/** The instruction that tells the page that all of a stream has come. */
export const END = encodeInstruction('name', 'end');

/** An instruction with the time of its sending, which the page subtracts from that of its arrival. */
export const stamp = (): string => encodeInstruction('name', `t${machineNow().toFixed(4)}`);

/** A guacd as far as contestants can tell: it answers handshakes, then says what the benchmark wants. */
export class StreamServer {
  readonly #server: Server;
  readonly #sockets: Socket[] = [];
  readonly #ready: Promise<unknown>[] = [];

  private constructor() {
    this.#server = createServer({ noDelay: true }, (socket) => {
      this.#sockets.push(socket);
      this.#ready.push(shakeHands(socket));
    });
  }

  /** What every connection begins with: a first frame without a picture. */
  static readonly greeting = encodeInstruction('sync', 1);

  static async start(): Promise<StreamServer> {
    const server = new StreamServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** How many connections were made so far. */
  get connections(): number {
    return this.#sockets.length;
  }

  /** The connection of that number, after its handshake. */
  async socket(index: number): Promise<Socket> {
    const socket = this.#sockets[index];
    if (socket === undefined) throw new Error(`there is no connection ${index}`);
    await this.#ready[index];
    return socket;
  }

  dispose(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}

async function shakeHands(socket: Socket): Promise<void> {
  socket.on('error', () => undefined);
  let heard = '';
  const hear = (opcode: string): Promise<void> =>
    new Promise((resolve) => {
      const listen = (chunk: Buffer): void => {
        heard += chunk.toString('latin1');
        if (!heard.includes(`${opcode.length}.${opcode},`)) return;
        socket.off('data', listen);
        resolve();
      };
      socket.on('data', listen);
    });
  await hear('select');
  socket.write(encodeInstruction('args', 'VERSION_1_1_0', 'hostname', 'port'));
  await hear('connect');
  // What comes later is read and forgotten.
  socket.resume();
  socket.write(encodeInstruction('ready', '$00000000-0000-4000-8000-000000000000') + StreamServer.greeting);
}

/** Writes all of a text and resolves once the system has taken it. */
export async function writeAll(socket: Socket, text: string | Uint8Array): Promise<void> {
  if (!socket.write(text)) await once(socket, 'drain');
}

/** A web socket server for the stock tunnel: opens it and sends a stream when told. */
export class SocketServer {
  readonly #server: WebSocketServer;
  readonly #clients: WebSocket[] = [];

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on('connection', (client) => {
      this.#clients.push(client);
      client.on('error', () => undefined);
      // The tunnel's own opcode is empty: it tells the id of the connection, and that it is open.
      client.send('0.,6.client;');
    });
  }

  static async start(): Promise<SocketServer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
    await once(server, 'listening');
    return new SocketServer(server);
  }

  get port(): number {
    return this.#server.address().port;
  }

  get connections(): number {
    return this.#clients.length;
  }

  client(index: number): WebSocket {
    const client = this.#clients[index];
    if (client === undefined) throw new Error(`there is no client ${index}`);
    return client;
  }

  dispose(): void {
    for (const client of this.#clients) client.terminate();
    this.#server.close();
  }
}
