import { runnerImport } from 'vite';
import { readOptions, usage } from './first-picture/options.mjs';
import { readSecrets } from './first-picture/secrets.mjs';
import { PhaseTimes, reportText } from './first-picture/report.mjs';
import { inRepository } from './paths.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { runMain } from './terminal.mjs';

/** @typedef {import('./first-picture/report.mjs').Report} Report */

/** What the program returns: a picture, a failure, a wrong call, no picture in time. */
const EXIT = { picture: 0, failed: 1, usage: 2, timeout: 3 };

/**
 * Opens a session, waits for its first frame, and sees whether it stays.
 * @param {import('./first-picture/options.mjs').Options} options
 * @param {Record<string, string>} secrets
 * @returns {Promise<Report>}
 */
async function openSession({ engine, address, protocol, parameters, size, timeoutMs, stayMs }, secrets) {
  const { module: guacd } = await runnerImport(inRepository('src', 'main', 'guacd', 'index.ts'));
  const times = new PhaseTimes();
  const timeout = AbortSignal.timeout(timeoutMs);
  /** @type {Report} */
  const report = { ok: false, engine, protocol, milliseconds: times.milliseconds };
  try {
    const connection = await guacd.connectGuacd({
      address,
      select: { protocol },
      parameters: { ...parameters, ...secrets },
      display: size,
      clientName: 'Pestle first-picture',
      signal: timeout,
      trace: times.trace,
    });
    report.protocolVersion = connection.protocolVersion;
    report.unknownParameters = connection.unknownParameters;
    const ended = endOf(connection);
    report.code = await Promise.race([ended, timeOut(timeout), firstFrame(connection)]);
    times.pass('picture', report.code === null);
    report.bytes = connection.receivedBytes;
    report.instructions = connection.receivedInstructions;
    if (report.code === null && stayMs > 0) report.code = await staysOpen(ended, stayMs);
    await connection.close();
  } catch (thrown) {
    report.code = timeout.aborted ? 'TIMEOUT' : codeOf(thrown);
  }
  report.ok = report.code === null;
  return report;
}

/** @param {any} connection A GuacdConnection. @returns {Promise<string>} Why it has ended. */
const endOf = (connection) =>
  new Promise((resolve) => {
    connection.onClosed((/** @type {{ code: string } | null} */ reason) => resolve(reason?.code ?? 'CLOSED'));
  });

/** @param {AbortSignal} timeout @returns {Promise<string>} */
const timeOut = (timeout) =>
  new Promise((resolve) => timeout.addEventListener('abort', () => resolve('TIMEOUT')));

/** @param {any} connection A GuacdConnection. @returns {Promise<null>} Settles once a frame is complete. */
const firstFrame = (connection) =>
  new Promise((resolve) => {
    connection.watch('sync', ([timestamp = '0']) => {
      connection.send(`4.sync,${timestamp.length}.${timestamp};`);
      resolve(null);
    });
    connection.onInstructions(() => undefined);
  });

/**
 * Waits so long, unless the session ends first.
 * @param {Promise<string>} ended
 * @param {number} milliseconds
 * @returns {Promise<string | null>} Why it has ended; null when it has not.
 */
const staysOpen = (ended, milliseconds) =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), milliseconds);
    void ended.then((code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });

/** @param {unknown} thrown */
function codeOf(thrown) {
  if (thrown instanceof Error && 'code' in thrown) return String(thrown.code);
  throw thrown;
}

/**
 * `node scripts/first-picture.mjs [options] PROTOCOL [name=value …]`: opens a session through a guacd, waits for its
 * first picture, and tells how long each step took. `--help` says the rest.
 * @returns {Promise<number>}
 */
async function main() {
  await ensureNodePackages();
  const options = await readOptions(process.argv.slice(2));
  if ('help' in options) {
    process.stdout.write(usage);
    return EXIT.picture;
  }
  if ('problem' in options) {
    process.stderr.write(`${options.problem}\n\n${usage}`);
    return EXIT.usage;
  }
  const report = await openSession(options, await readSecrets(options.secretNames));
  process.stdout.write(options.isJson ? `${JSON.stringify(report)}\n` : reportText(report));
  if (report.code === 'TIMEOUT') return EXIT.timeout;
  return report.ok ? EXIT.picture : EXIT.failed;
}

await runMain(main);
