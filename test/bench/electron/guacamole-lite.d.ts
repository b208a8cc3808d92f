// guacamole-lite brings no types; these are the parts that the benchmarks use.
declare module 'guacamole-lite' {
  export default class Server {
    constructor(
      wsOptions: object,
      guacdOptions: { host: string; port: number },
      clientOptions: object,
      callbacks?: object,
    );
    on(event: string, listener: (...args: unknown[]) => void): this;
    close(): void;
  }
}

declare module 'guacamole-lite/lib/Crypt.js' {
  export default class Crypt {
    constructor(cypher: string, key: Uint8Array);
    encrypt(value: unknown): string;
  }
}
