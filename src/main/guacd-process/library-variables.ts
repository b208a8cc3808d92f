import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineManifest } from '../../shared/model/engine-manifest';

/** Where systems keep the certificates of all authorities in one file; OpenSSL built by Debian knows the first only. */
const AUTHORITIES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
] as const;

async function firstPresent(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    ) {
      return path;
    }
  }
  return null;
}

/**
 * Variables, as `NAME=value`, by which the included guacd finds its own libraries before those of the system, and the
 * full one its fonts, its modules of OpenSSL and the certificates that this system trusts.
 *
 * @param libraries the folder with our changed copies of libraries
 */
export async function libraryVariables(
  flavour: EngineManifest['flavour'],
  engineFolder: string,
  libraries: string,
): Promise<string[]> {
  const path = `LD_LIBRARY_PATH=${libraries}:${join(engineFolder, 'lib')}`;
  if (flavour === 'lean') return [path];
  const authorities = await firstPresent(AUTHORITIES);
  return [
    path,
    `FONTCONFIG_FILE=${join(engineFolder, 'share/fonts.conf')}`,
    `OPENSSL_MODULES=${join(engineFolder, 'modules')}`,
    // The settings of the system are for its own version of OpenSSL.
    'OPENSSL_CONF=/dev/null',
    ...(authorities === null ? [] : [`SSL_CERT_FILE=${authorities}`]),
  ];
}
