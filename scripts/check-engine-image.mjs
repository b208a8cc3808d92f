import { readFile } from 'node:fs/promises';
import { judgeIndex, readIndex } from './engine-image/judge-index.mjs';
import { inRepository } from './paths.mjs';
import { runMain, say, SetupError } from './terminal.mjs';

const TOKEN_URL =
  'https://auth.docker.io/token?service=registry.docker.io&scope=repository:guacamole/guacd:pull';
const MANIFEST_URL = 'https://registry-1.docker.io/v2/guacamole/guacd/manifests/';

/** Index and single image, in the words of OCI and of Docker. */
const ACCEPT = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

const DEADLINE_MS = 20_000;

/** The version and the digest that the app uses. */
async function readPin() {
  const source = await readFile(inRepository('src/main/guacd-process/container-image.ts'), 'utf8');
  const version = /IMAGE_VERSION = '([^']+)'/.exec(source)?.[1];
  const digest = /IMAGE_DIGEST = '([^']+)'/.exec(source)?.[1];
  if (version === undefined || digest === undefined) throw new SetupError('container-image.ts has changed.');
  return { version, digest };
}

/** @param {string} url @param {Record<string, string>} headers */
async function ask(url, headers) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(url, { headers, signal: AbortSignal.timeout(DEADLINE_MS) });
  } catch {
    throw new SetupError(`NOT CHECKED: ${new URL(url).host} is out of reach.`);
  }
  if (!response.ok) throw new SetupError(`NOT CHECKED: ${new URL(url).host} answers ${response.status}.`);
  return response;
}

/**
 * `npm run check:engine-image`: whether the registry has, under the tag of the version, the image that the app has
 * pinned, and has it for every kind of processor. Part of a release. Fails when the registry is out of reach, too.
 * @returns {Promise<number>}
 */
async function main() {
  const { version, digest } = await readPin();
  const answer = /** @type {{ token?: string }} */ (await (await ask(TOKEN_URL, {})).json());
  const headers = { Accept: ACCEPT, Authorization: `Bearer ${answer.token ?? ''}` };
  const manifest = await ask(MANIFEST_URL + version, headers);
  const index = readIndex(manifest.headers.get('docker-content-digest'), await manifest.json());
  const faults = judgeIndex(digest, index);
  if (faults.length > 0) throw new SetupError(`guacamole/guacd ${version}: ${faults.join(' ')}`);
  say(`guacamole/guacd ${version} is ${digest}, for ${index.platforms.join(', ')}.`);
  return 0;
}

await runMain(main);
