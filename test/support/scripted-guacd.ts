import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { encodeInstruction } from '../../src/shared/guacamole/encode';
import { decodeInstruction, type Instruction } from '../../src/shared/guacamole/decode';
import { InstructionScanner } from '../../src/shared/guacamole/scanner';
import { waitFor } from './wait-for';

/** What one connection does, step by step. When it is done the socket stays open until the client leaves. */
export type GuacdScript = (peer: ScriptedPeer) => Promise<void>;

export type ScriptedGuacdOptions = {
  /** PEM texts: the port then speaks TLS only. */
  tls?: { cert: string; key: string; maxVersion?: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3' };
  host?: string;
  /** Of a local socket, which takes the place of the port. */
  path?: string;
};

/**
 * A guacd that does what a test tells it, on a free port of the loopback address. Each connection runs the next
 * script; the last script serves all further ones. `stop` closes everything and throws what a script threw.
 */
export class ScriptedGuacd {
  /** Connections in the order in which they came. */
  readonly peers: ScriptedPeer[] = [];
  readonly #server: Server;
  readonly #scripts: GuacdScript[];
  readonly #sockets = new Set<Socket>();
  readonly #failures: unknown[] = [];

  private constructor(scripts: GuacdScript[], { tls }: ScriptedGuacdOptions) {
    this.#scripts = scripts;
    const options = { allowHalfOpen: true, noDelay: true };
    this.#server =
      tls === undefined
        ? createServer(options, (socket) => this.#serve(socket))
        : createTlsServer({ ...options, ...tls, minVersion: 'TLSv1' }, (socket) => this.#serve(socket));
    this.#server.on('connection', (socket) => this.#track(socket));
    this.#server.on('tlsClientError', () => undefined);
  }

  static async start(
    scripts: GuacdScript | GuacdScript[],
    options: ScriptedGuacdOptions = {},
  ): Promise<ScriptedGuacd> {
    const guacd = new ScriptedGuacd(Array.isArray(scripts) ? [...scripts] : [scripts], options);
    await new Promise<void>((resolve, reject) => {
      guacd.#server.once('error', reject);
      if (options.path === undefined) guacd.#server.listen(0, options.host ?? '127.0.0.1', resolve);
      else guacd.#server.listen(options.path, resolve);
    });
    return guacd;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string')
      throw new Error('the scripted guacd does not listen');
    return address.port;
  }

  get address(): { host: string; port: number } {
    return { host: '127.0.0.1', port: this.port };
  }

  /** Waits for the connection of that number, counted from 0. */
  peer(index = 0): Promise<ScriptedPeer> {
    return waitFor(`connection ${index} to the scripted guacd`, () => this.peers[index]);
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
    if (this.#failures.length > 0) throw this.#failures[0];
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
  }

  #serve(socket: Socket): void {
    this.#track(socket);
    const peer = new ScriptedPeer(socket);
    this.peers.push(peer);
    const script = this.#scripts.length > 1 ? this.#scripts.shift() : this.#scripts[0];
    void this.#run(peer, script ?? (() => Promise.resolve()));
  }

  async #run(peer: ScriptedPeer, script: GuacdScript): Promise<void> {
    try {
      await script(peer);
    } catch (thrown) {
      if (thrown !== PEER_GONE) this.#failures.push(thrown);
    }
    await peer.ended();
    peer.halfClose();
  }
}

const PEER_GONE = new Error('the client left');

/** One connection, seen from the side of guacd. */
export class ScriptedPeer {
  /** Every instruction that came, in order. */
  readonly received: Instruction[] = [];
  /** Every byte that came. */
  receivedBytes = 0;
  /** The client has left: it has closed its direction, or the connection broke. */
  hasEnded = false;
  readonly #socket: Socket;
  #expected = 0;
  #wake: (() => void)[] = [];

  constructor(socket: Socket) {
    this.#socket = socket;
    const scanner = new InstructionScanner({
      onInstruction: (bytes, start, end) => this.received.push(decodeInstruction(bytes.subarray(start, end))),
    });
    socket.on('data', (chunk) => {
      this.receivedBytes += chunk.length;
      scanner.push(chunk);
      this.#changed();
    });
    const leave = (): void => {
      this.hasEnded = true;
      this.#changed();
    };
    socket.on('end', leave);
    socket.on('close', leave);
  }

  /** Opcodes of what came, without `nop`. */
  get opcodes(): string[] {
    return this.received.map(({ opcode }) => opcode).filter((opcode) => opcode !== 'nop');
  }

  /** Waits for the next instruction, skipping `nop` and, with an opcode, everything else before it. */
  async expect(opcode?: string): Promise<Instruction> {
    for (;;) {
      const next = this.received[this.#expected];
      if (next === undefined) {
        if (this.hasEnded) throw PEER_GONE;
        await new Promise<void>((resolve) => this.#wake.push(resolve));
        continue;
      }
      this.#expected++;
      if (opcode === undefined ? next.opcode !== 'nop' : next.opcode === opcode) return next;
    }
  }

  /** Waits until the client has left: it has closed its direction, or the connection broke. */
  async ended(): Promise<void> {
    while (!this.hasEnded) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  /** Waits until what was received fulfils a condition. */
  async until(condition: (received: readonly Instruction[]) => boolean): Promise<void> {
    while (!condition(this.received)) {
      if (this.hasEnded) throw PEER_GONE;
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  /** Sends text or bytes as they are. Resolves when the system has taken them. */
  send(data: string | Uint8Array): Promise<void> {
    return new Promise((resolve) => this.#socket.write(data, () => resolve()));
  }

  /** Sends one instruction. */
  say(opcode: string, ...elements: (string | number)[]): Promise<void> {
    return this.send(encodeInstruction(opcode, ...elements));
  }

  /** Answers a whole handshake. Returns the arguments of `connect`. */
  async handshake({
    version = 'VERSION_1_5_0',
    parameters = ['hostname', 'port'],
    connectionId = '$00000000-0000-4000-8000-000000000000',
  }: { version?: string | null; parameters?: string[]; connectionId?: string } = {}): Promise<string[]> {
    await this.expect('select');
    await this.say('args', ...(version === null ? [] : [version]), ...parameters);
    const { args } = await this.expect('connect');
    await this.say('ready', connectionId);
    return args;
  }

  /** Stops reading, as a guacd that hangs. */
  stopReading(): void {
    this.#socket.pause();
  }

  readOn(): void {
    this.#socket.resume();
  }

  /** Closes our direction; what the client sends still arrives. */
  halfClose(): void {
    this.#socket.end();
  }

  /** Sends the first bytes of a text and then closes. */
  async cut(text: string, bytes: number): Promise<void> {
    await this.send(new TextEncoder().encode(text).slice(0, bytes));
    this.#socket.destroy();
  }

  /** Breaks the connection. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  #changed(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }
}
