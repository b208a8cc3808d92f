import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Crypt from 'guacamole-lite/lib/Crypt.js';
import GuacamoleLite from 'guacamole-lite';
import type { Backend } from './main';

const CYPHER = 'AES-256-CBC';

/** What a desktop wrapper of guacamole-lite does: its server in the main process, on a loopback web socket. */
export function createLiteBackend(): Backend {
  const key = randomBytes(32);
  const crypt = new Crypt(CYPHER, key);
  const servers = new Map<number, Promise<number>>();
  return {
    async open({ port, protocol, parameters, use }, show) {
      const listening = servers.get(port) ?? listen(port, key);
      servers.set(port, listening);
      const settings = { ...parameters, width: 1024, height: 768, dpi: 96 };
      const token = crypt.encrypt({ connection: { type: protocol, settings } });
      const url = `ws://127.0.0.1:${await listening}/`;
      return show({ kind: 'web-socket', url, query: `token=${encodeURIComponent(token)}`, use });
    },
  };
}

async function listen(guacdPort: number, key: Buffer): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  new GuacamoleLite(
    { server },
    { host: '127.0.0.1', port: guacdPort },
    { crypt: { cypher: CYPHER, key }, log: { level: 0 }, maxInactivityTime: 0 },
  );
  return (server.address() as AddressInfo).port;
}
