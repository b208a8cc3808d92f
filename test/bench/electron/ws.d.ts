// The web socket library of guacamole-lite, as far as the benchmarks use it; it brings no types.
declare module 'ws' {
  import type { EventEmitter } from 'node:events';
  import type { AddressInfo } from 'node:net';

  export class WebSocket extends EventEmitter {
    send(text: string): void;
    terminate(): void;
  }
  export class WebSocketServer extends EventEmitter {
    constructor(options: { port: number; host: string; perMessageDeflate: boolean });
    on(event: 'connection', listener: (client: WebSocket) => void): this;
    address(): AddressInfo;
    close(): void;
  }
}
