import { createServer } from 'node:net';
import { AppError } from '../../shared/errors';

/**
 * A TCP port of 127.0.0.1 that was free a moment ago. Another program may take it before it is used: whoever
 * uses it must be ready to ask for another one. Rejects with ENGINE_START_FAILED when the system has none.
 */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    const fail = (cause?: unknown): void =>
      reject(
        new AppError('ENGINE_START_FAILED', 'No free port was found for the engine (guacd).', { cause }),
      );
    server.once('error', fail);
    server.listen({ host: '127.0.0.1', port: 0, exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') fail();
        else resolve(address.port);
      });
    });
  });
}
