import { Companion } from './companion';
import type { Contestant } from './benchmark';
import type { AcknowledgedBy } from './wire';

/** Where a consumer goes, and what it has to say there. */
type Entrance = { port: number; target: string };

/** How the consumers of a contestant reach it, where that is not a raw socket. */
const WAYS: Partial<Record<Contestant, string>> = { pestle: 'acknowledging', 'guacamole-lite': 'websocket' };

export type ChainOptions = {
  /** One process is both server and consumer. */
  isOneEnd?: boolean;
  /** The chain goes through this process, which stays its owner's. */
  relay?: Companion | null;
  /** For our relay only. */
  acknowledgedBy?: AcknowledgedBy;
};

/** A burst of more would meet full backlogs. */
const CONNECTS_AT_A_TIME = 20;

/** Server, relay and consumers of one contestant, each a process of its own. */
export class Chain {
  readonly contestant: Contestant;
  readonly server: Companion;
  readonly consumer: Companion;
  /** Null where the consumers connect to the server themselves. */
  readonly relay: Companion | null;
  readonly #ownRelay: Companion | null;
  readonly #entrance: Entrance & { way: string };
  #connections = 0;

  private constructor(
    contestant: Contestant,
    server: Companion,
    consumer: Companion,
    relay: { process: Companion; isOwn: boolean } | null,
    entrance: Entrance & { way: string },
  ) {
    this.contestant = contestant;
    this.server = server;
    this.consumer = consumer;
    this.relay = relay?.process ?? null;
    this.#ownRelay = relay?.isOwn === true ? relay.process : null;
    this.#entrance = entrance;
  }

  /** Starts the processes. */
  static async start(
    contestant: Contestant,
    { isOneEnd = false, relay = null, acknowledgedBy = 'consumer' }: ChainOptions = {},
  ): Promise<Chain> {
    const server = new Companion('far-ends');
    const consumer = isOneEnd ? server : new Companion('far-ends');
    const port = await server.ask<number>('listen');
    if (contestant === 'direct') {
      return new Chain(contestant, server, consumer, null, { port, target: '', way: 'raw' });
    }
    const between = relay ?? new Companion('relay', [contestant]);
    const entrance = await between.ask<Entrance>('relay', contestant, port, acknowledgedBy);
    const own = { process: between, isOwn: relay === null };
    const way = acknowledgedBy === 'socket' ? 'silent' : (WAYS[contestant] ?? 'raw');
    return new Chain(contestant, server, consumer, own, { ...entrance, way });
  }

  /** Opens so many connections from consumer to server. */
  async connect(count = 1): Promise<void> {
    const { port, target, way } = this.#entrance;
    for (let left = count; left > 0; left -= CONNECTS_AT_A_TIME) {
      const group = Math.min(left, CONNECTS_AT_A_TIME);
      const connects = Array.from({ length: group }, () => this.consumer.ask('connect', way, port, target));
      await Promise.all(connects);
      this.#connections += group;
      await this.server.ask('untilServed', this.#connections);
    }
  }

  /** Closes the connections. */
  async disconnect(): Promise<void> {
    this.#connections = 0;
    await this.server.ask('disconnect');
    await this.consumer.ask('disconnect');
  }

  async dispose(): Promise<void> {
    await Promise.all([this.server.dispose(), this.consumer.dispose(), this.#ownRelay?.dispose()]);
  }
}
