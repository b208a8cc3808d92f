/** The file, in each part of out/, that names the packages whose code is in that part. It is not packed. */
export const recordName = 'bundled-packages.json';

/**
 * The folder of the package that a module belongs to.
 * @param {string} id Of the module, as the bundler has it.
 * @returns {string | undefined} `node_modules/...`, or undefined for our own code.
 */
export function packageFolderOf(id) {
  const path = id.replaceAll('\\', '/').replace(/^\0/, '');
  const match = /^(?:.*?\/)?(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(path);
  return match?.[1];
}

/**
 * Notes which npm packages have code in what is built: those are the ones we distribute, and whose licences count.
 * @returns {import('vite').Plugin}
 */
export function recordPackages() {
  return {
    name: 'record-packages',
    apply: 'build',
    generateBundle(_options, bundle) {
      const ids = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk'
          ? Object.entries(output.modules).flatMap(([id, { renderedLength }]) =>
              renderedLength > 0 ? [id] : [],
            )
          : [],
      );
      const folders = new Set(ids.flatMap((id) => packageFolderOf(id) ?? []));
      const source = `${JSON.stringify([...folders].sort(), null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: recordName, source });
    },
  };
}
