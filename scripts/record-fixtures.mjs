import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from './paths.mjs';
import { endDescendantsOnSignals } from './process/end-descendants.mjs';
import { display, recordSight } from './record/record-sight.mjs';
import { sights } from './record/sights.mjs';
import { TestServers } from './servers/test-servers.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';
import { runMain, say } from './terminal.mjs';

const folder = inRepository('test', 'fixtures', 'streams');

/**
 * `npm run record-fixtures`: opens an ssh, a vnc and an rdp session through a real guacd and keeps what guacd sends
 * after `ready` as test/fixtures/streams/<protocol>.guac: whole instructions, whole frames, decodable from an empty
 * display. streams.json says what they are. Benchmarks loop them to size; tests cut them to pieces.
 */
async function main() {
  endDescendantsOnSignals();
  await ensureNodePackages();
  await ensureSystemPackages(['runtime', 'engine', 'tests']);
  const servers = new TestServers();
  try {
    const description = await servers.start();
    const about = {
      guacd: description.guacdVersion,
      date: new Date().toISOString().slice(0, 10),
      display,
      streams: /** @type {Record<string, object>} */ ({}),
    };
    mkdirSync(folder, { recursive: true });
    const address = { host: description.host, port: description.ports.guacd };
    for (const sight of sights(description)) {
      const { bytes, instructions, frames } = await recordSight(address, sight);
      writeFileSync(join(folder, `${sight.protocol}.guac`), bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      about.streams[sight.protocol] = { bytes: bytes.length, instructions, frames, sha256 };
      say(`${sight.protocol}: ${bytes.length} bytes, ${instructions} instructions, ${frames} frames`);
    }
    writeFileSync(join(folder, 'streams.json'), `${JSON.stringify(about, null, 2)}\n`);
  } finally {
    await servers.dispose();
  }
}

await runMain(main);
