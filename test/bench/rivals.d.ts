/** The parts of rivals without types of their own that benchmarks use. */
declare module 'ws' {
  import type { EventEmitter } from 'node:events';
  export class WebSocket extends EventEmitter {
    constructor(url: string, protocol: string);
    send(text: string): void;
    terminate(): void;
  }
  export class WebSocketServer extends EventEmitter {
    constructor(options: { port: number; host: string; perMessageDeflate: boolean });
    on(event: 'connection', listener: (client: WebSocket) => void): this;
    address(): { port: number };
    close(): void;
  }
}

declare module 'guacamole-lite' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer } from 'node:net';
  export default class GuacamoleLite extends EventEmitter {
    readonly webSocketServer: EventEmitter & Pick<NetServer, 'address'>;
    constructor(webSocket: object, guacd: object, client: object);
  }
}

declare module 'guacamole-lite/lib/Crypt.js' {
  export default class Crypt {
    constructor(cypher: string, key: Uint8Array);
    encrypt(value: unknown): string;
  }
}
