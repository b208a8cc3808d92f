/** The parts of rivals without types of their own that benchmarks use. */
declare module 'ws' {
  import type { EventEmitter } from 'node:events';
  export class WebSocket extends EventEmitter {
    constructor(url: string, protocol: string);
    terminate(): void;
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
