import { Companion } from './companion';
import type { Contestant } from './benchmark';

/** Server, relay and consumers of one contestant, each a process of its own. */
export class Chain {
  readonly contestant: Contestant;
  readonly server: Companion;
  readonly consumer: Companion;
  /** Null where the consumers connect to the server themselves. */
  readonly relay: Companion | null;
  readonly #entrance: { port: number; target: string };

  private constructor(
    contestant: Contestant,
    server: Companion,
    consumer: Companion,
    relay: Companion | null,
    entrance: { port: number; target: string },
  ) {
    this.contestant = contestant;
    this.server = server;
    this.consumer = consumer;
    this.relay = relay;
    this.#entrance = entrance;
  }

  /**
   * Starts the processes. With `relay` given, the chain goes through that one's process, which stays its owner's; with
   * `isOneEnd` one process is both server and consumer.
   */
  static async start(
    contestant: Contestant,
    { isOneEnd = false, relay = null }: { isOneEnd?: boolean; relay?: Companion | null } = {},
  ): Promise<Chain> {
    const server = new Companion('far-ends');
    const consumer = isOneEnd ? server : new Companion('far-ends');
    const port = await server.ask<number>('listen');
    if (contestant === 'direct') return new Chain(contestant, server, consumer, null, { port, target: '' });
    const between = relay ?? new Companion('relay', [contestant]);
    const entrance = await between.ask<{ port: number; target: string }>('relay', contestant, port);
    return new Chain(contestant, server, consumer, between, entrance);
  }

  /** Opens so many connections from consumer to server. */
  async connect(count = 1): Promise<void> {
    const ways = { pestle: 'acknowledging', 'guacamole-lite': 'websocket' } as const;
    const way = this.contestant in ways ? ways[this.contestant as keyof typeof ways] : 'raw';
    for (let index = 1; index <= count; index++) {
      await this.consumer.ask('connect', way, this.#entrance.port, this.#entrance.target);
      // In turn, so that a burst of connections never meets a full backlog.
      await this.server.ask('served', index);
    }
  }

  /** Closes the connections. */
  async disconnect(): Promise<void> {
    await this.server.ask('disconnect');
    await this.consumer.ask('disconnect');
  }

  async dispose(): Promise<void> {
    await Promise.all([this.server.dispose(), this.consumer.dispose(), this.relay?.dispose()]);
  }
}
