// Opens a session through a guacd and waits for its first frame:
//   node scripts/examples/guacd-client.mjs GUACD_HOST:PORT PROTOCOL [parameter=value ...]
import { runnerImport } from 'vite';

const { module: guacd } = await runnerImport(
  new URL('../../src/main/guacd/index.ts', import.meta.url).pathname,
);

const [place = 'localhost:4822', protocol = 'ssh', ...settings] = process.argv.slice(2);
const colon = place.lastIndexOf(':');

try {
  const connection = await guacd.connectGuacd({
    address: { host: place.slice(0, colon), port: Number(place.slice(colon + 1)) },
    select: { protocol },
    parameters: Object.fromEntries(settings.map((setting) => setting.split(/=(.*)/s, 2))),
    display: { width: 1024, height: 768, dpi: 96 },
    clientName: 'example',
    signal: AbortSignal.timeout(20_000),
  });
  console.log(
    `open, ${connection.protocolVersion ?? 'no version'}, ${connection.parameterNames.length} parameters`,
  );
  for (const name of connection.unknownParameters) console.log(`this guacd does not know "${name}"`);

  let bytes = 0;
  connection.onClosed((/** @type {{ code: string } | null} */ reason) =>
    console.log(reason === null ? 'closed' : `closed: ${reason.code}`),
  );
  connection.watch('sync', ([timestamp = '0']) => {
    // The answer tells guacd that the frame is on the screen; here it ends the example, too.
    connection.send(`4.sync,${timestamp.length}.${timestamp};`);
    console.log(`first frame after ${bytes} bytes`);
    void connection.close();
  });
  // The bytes are borrowed: decode or copy them before this returns.
  connection.onInstructions((/** @type {Uint8Array} */ instructions) => (bytes += instructions.length));
} catch (error) {
  console.log(error instanceof Error && 'code' in error ? `failed: ${error.code}` : error);
  process.exitCode = 1;
}
