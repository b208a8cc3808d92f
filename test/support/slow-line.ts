import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export type SlowLineOptions = {
  /** One way, in milliseconds. */
  delayMs: number;
  /** Share of packets that are lost, 0 to 1. */
  loss: number;
  bitsPerSecond: number;
};

/** What a TCP packet carries at most on Ethernet. */
const PACKET_BYTES = 1_460;
/** How long a lost packet holds up all behind it: the shortest time after which Linux sends it again. */
const RESEND_MS = 200;

/**
 * A line to a server with delay, losses and a limited rate, both ways. Packets are not really lost, since TCP would
 * send them again: what they carry, and all behind it, comes a round trip and {@link RESEND_MS} later, in order.
 */
export class SlowLine {
  /** Packets that were held up like lost ones. */
  delayedPieces = 0;
  readonly #options: SlowLineOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** A fixed row of random numbers, so that every run is the same. */
  #seed = 1;

  private constructor(target: { host: string; port: number }, options: SlowLineOptions) {
    this.#options = options;
    this.#server = createServer({ noDelay: true }, (near) => {
      const far = connect({ ...target, noDelay: true });
      this.#carry(near, far);
      this.#carry(far, near);
    });
  }

  static async start(target: { host: string; port: number }, options: SlowLineOptions): Promise<SlowLine> {
    const line = new SlowLine(target, options);
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get address(): { host: string; port: number } {
    const { port } = this.#server.address() as AddressInfo;
    return { host: '127.0.0.1', port };
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #carry(from: Socket, to: Socket): void {
    const { delayMs, loss, bitsPerSecond } = this.#options;
    this.#sockets.add(from);
    let freeAt = 0;
    let arrivesAt = 0;
    const underWay: Buffer[] = [];
    // Timers may overtake each other by a millisecond, packets may not.
    const arrive = (): void => void to.write(underWay.shift() ?? Buffer.alloc(0));
    from.on('data', (chunk) => {
      for (let start = 0; start < chunk.length; start += PACKET_BYTES) {
        const packet = Buffer.from(chunk.subarray(start, start + PACKET_BYTES));
        const now = performance.now();
        freeAt = Math.max(freeAt, now) + (packet.length * 8_000) / bitsPerSecond;
        const isLost = this.#random() < loss;
        if (isLost) this.delayedPieces += 1;
        arrivesAt = Math.max(arrivesAt, freeAt + delayMs + (isLost ? 2 * delayMs + RESEND_MS : 0));
        underWay.push(packet);
        setTimeout(arrive, arrivesAt - now);
        // Not more than a second's worth is under way; the rest waits with the sender, as behind a real line.
        if (freeAt - now > 1_000 && !from.isPaused()) {
          from.pause();
          setTimeout(() => from.resume(), 500);
        }
      }
    });
    from.on('end', () => setTimeout(() => to.end(), Math.max(0, arrivesAt - performance.now())));
    from.on('error', () => to.destroy());
    from.on('close', () => this.#sockets.delete(from));
  }

  #random(): number {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  }
}
