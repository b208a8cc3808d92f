import { createServer, type Server, type Socket } from 'node:net';
import { encodeInstruction } from '../../src/shared/guacamole/encode';
import { InstructionScanner } from '../../src/shared/guacamole/scanner';

/** Between two rounds of a recording, milliseconds: about a desktop on which a film runs. */
const PAUSE_MS = 200;

/**
 * A guacd that plays one recording to each connection, again and again until the client leaves. It remembers nothing,
 * so that it can run for hours in the process that is measured.
 */
export class LoopingGuacd {
  readonly #recordings: readonly Buffer[];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #accepted = 0;

  constructor(recordings: readonly Buffer[]) {
    this.#recordings = recordings;
    this.#server = createServer({ noDelay: true }, (socket) => this.#serve(socket));
  }

  async start(): Promise<{ host: string; port: number }> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return { host: '127.0.0.1', port: address.port };
  }

  /** Breaks a connection that is open, as a guacd does that crashes. */
  breakOne(): void {
    const [oldest] = this.#sockets;
    oldest?.resetAndDestroy();
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    let timer: NodeJS.Timeout | undefined;
    const recording = this.#recordings[this.#accepted++ % this.#recordings.length] ?? Buffer.alloc(0);
    const play = (): void => {
      const again = (): void => {
        timer = setTimeout(play, PAUSE_MS);
      };
      if (socket.write(recording)) again();
      else socket.once('drain', again);
    };
    const scanner = new InstructionScanner({});
    scanner.watch('select', () => socket.write(encodeInstruction('args', 'VERSION_1_3_0', 'hostname')));
    scanner.watch('connect', () => {
      socket.write(encodeInstruction('ready', '$00000000-0000-4000-8000-000000000000'));
      play();
    });
    socket.on('data', (chunk) => scanner.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      this.#sockets.delete(socket);
    });
  }
}
