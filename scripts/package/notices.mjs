/** @typedef {import('./bundled-packages.mjs').BundledPackage} BundledPackage */
/** @typedef {import('./engine-manifest.mjs').EngineManifest} EngineManifest */

const rule = `\n${'-'.repeat(78)}\n\n`;

/**
 * The notices that the licences of what is in the package ask for.
 * @param {readonly BundledPackage[]} packages
 * @param {EngineManifest | undefined} engine
 */
export function noticesText(packages, engine) {
  const head = `Pestle is distributed under the Apache License 2.0 (see LICENSE). It contains the work of others:

- Electron, with Chromium and Node.js: LICENSE.electron.txt and LICENSES.chromium.html in the app's folder
${engine === undefined ? '' : `- the engine, Apache guacd, from packages of Debian: resources/engine/share/licences\n`}- the packages named below
`;
  const engineList =
    engine === undefined
      ? []
      : [
          `The engine is made of these packages of Debian, whose sources are at https://snapshot.debian.org:\n\n${engine.packages
            .map(({ package: name, version, source }) => `  ${name} ${version} (source: ${source})`)
            .join('\n')}\n`,
        ];
  const notices = packages.map(
    ({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}\n`,
  );
  return [head, ...engineList, ...notices].join(rule);
}

/**
 * /usr/share/doc/pestle/copyright, in the form of Debian's copyright format 1.0.
 * @param {string} licenceText The Apache License.
 * @param {string} notices Of everything else.
 */
export function debianCopyright(licenceText, notices) {
  const indent = (/** @type {string} */ text) =>
    text
      .trim()
      .split('\n')
      .map((line) => (line.trim() === '' ? ' .' : ` ${line.trimEnd()}`))
      .join('\n');
  return `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Pestle
Comment:
${indent(notices)}

Files: *
Copyright: The Pestle developers
License: Apache-2.0

License: Apache-2.0
${indent(licenceText)}
`;
}
