import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppWindow } from './demo/app-window.mjs';
import { demoTargets } from './demo/targets.mjs';
import { settledMemory } from './measure/memory.mjs';
import { inRepository } from './paths.mjs';
import { endDescendantsOnSignals } from './process/end-descendants.mjs';
import { runOrFail } from './process/run.mjs';
import { TemporaryFolder } from './process/temporary-folder.mjs';
import { VirtualScreen } from './screen/virtual-screen.mjs';
import { TestServers } from './servers/test-servers.mjs';
import { runMain, say, SetupError } from './terminal.mjs';

/** After how many open sessions memory is read. */
const counts = [0, 1, 5, 20];
const app = inRepository('dist', 'testable', 'linux-unpacked', 'pestle');

/** @param {number} bytes */
const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;

/** @param {string} folder */
async function sizeOf(folder) {
  const out = await runOrFail('du', ['-sb', folder], { deadlineMs: 60_000 });
  return Number(out.split('\t')[0]);
}

/** @returns {Promise<string[]>} Rows of a table: package, download, on the disk. */
async function sizeRows() {
  const dist = inRepository('dist');
  const names = readdirSync(dist).filter((name) => /^[Pp]estle.*\.(?:deb|tar\.gz|AppImage)$/.test(name));
  const rows = names.map(async (name) => {
    const file = join(dist, name);
    const installed = name.endsWith('.deb')
      ? Number(await runOrFail('dpkg-deb', ['-f', file, 'Installed-Size'], { deadlineMs: 60_000 })) * 1024
      : await sizeOf(join(dist, 'linux-unpacked'));
    return `| ${name} | ${megabytes(statSync(file).size)} | ${megabytes(installed)} |`;
  });
  return Promise.all(rows);
}

/**
 * Opens ssh sessions one after the other in the packed app and reads its memory on the way.
 * @returns {Promise<string[]>} Rows: sessions, app, engine, together, processes.
 */
async function memoryRows() {
  const [screen, servers, window] = [new VirtualScreen(), new TestServers(), new AppWindow()];
  const data = new TemporaryFolder('pestle-measure-');
  try {
    const display = await screen.start();
    const [ssh] = demoTargets(await servers.start());
    if (ssh === undefined) throw new SetupError('There is nothing to connect to.');
    await window.open({
      executable: app,
      arguments: [],
      environment: { ...process.env, ...display },
      dataFolder: data.path,
      sandbox: process.getuid?.() !== 0,
    });
    const rows = [];
    let open = 0;
    for (const count of counts) {
      for (; open < count; open += 1) {
        const target = { ...ssh, name: `Server ${String(open + 1).padStart(2, '0')}` };
        await window.openSession(target, await window.saveProfile(target));
      }
      const memory = await settledMemory(window.pid);
      const cells = [memory.app, memory.engine, memory.app + memory.engine].map(
        (mib) => `${Math.round(mib)} MiB`,
      );
      rows.push(`| ${count === 0 ? 'none' : count} | ${cells.join(' | ')} | ${memory.processes} |`);
      say(rows.at(-1) ?? '');
    }
    return rows;
  } finally {
    await window.dispose();
    await servers.dispose();
    await screen.dispose();
    data.remove();
  }
}

/**
 * `npm run measure`: sizes of the packages in dist/ and the memory of the packed app, as tables in Markdown. Needs
 * `npm run dist` and `npm run pack -- --testable` before.
 */
async function main() {
  if (process.platform !== 'linux') throw new SetupError('Memory is read from /proc, which only Linux has.');
  if (!existsSync(app)) throw new SetupError('Run first: npm run dist && npm run pack -- --testable');
  endDescendantsOnSignals();
  const sizes = await sizeRows();
  const memory = await memoryRows();
  const sizeTable = ['| package | download | on the disk |', '|---|---|---|', ...sizes];
  const memoryTable = [
    '| open ssh sessions | app | engine | together | processes |',
    '|---|---|---|---|---|',
    ...memory,
  ];
  console.log(`${sizeTable.join('\n')}\n\n${memoryTable.join('\n')}`);
}

await runMain(main);
