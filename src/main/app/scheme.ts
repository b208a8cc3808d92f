import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { CONTENT_SECURITY_POLICY } from './content-security-policy';
import { findPageFile, isScript, PAGE_SCHEME, readPageFiles } from './page-files';

/** Makes `app:` a scheme with an origin of its own. To be called before Electron is ready. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/**
 * Serves the built page under `app://pestle/`. A request for anything that the build does not have gets 404.
 *
 * @param folder the folder of the built page
 * @param mayRun until then scripts are held back, so that the page finds everything that it calls
 * @returns resolves when it is known that the page is there, and rejects when it is not
 */
export async function servePage(folder: string, mayRun: Promise<void>): Promise<void> {
  const whenFiles = readPageFiles(folder);
  protocol.handle(PAGE_SCHEME, async ({ method, url }) => {
    const file = findPageFile(await whenFiles, method, url);
    if (file === undefined)
      return new Response('not found', { status: 404, headers: headersFor('text/plain') });
    if (isScript(file)) await mayRun;
    return new Response(await readFile(file.path), { headers: headersFor(file.contentType) });
  });
  await whenFiles;
}

const headersFor = (contentType: string): Record<string, string> => ({
  'content-type': contentType,
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
});
