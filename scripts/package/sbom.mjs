/** @typedef {import('./bundled-packages.mjs').BundledPackage} BundledPackage */
/** @typedef {import('./engine-manifest.mjs').EngineManifest} EngineManifest */

/** @param {BundledPackage} bundled */
function npmComponent({ name, version, licence, integrity }) {
  const [algorithm = '', hash = ''] = integrity.split(/-(.*)/s);
  const purl = `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    licenses: [{ expression: licence }],
    purl,
    hashes: [{ alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(hash, 'base64').toString('hex') }],
  };
}

/** @param {EngineManifest['packages'][number]} part */
function debianComponent({ package: name, version, sha256, source, licences = [] }) {
  const purl = `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=amd64`;
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    // Debian's names, of which some are not SPDX's.
    licenses: licences.map((licence) => ({ license: { name: licence } })),
    purl,
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    properties: [{ name: 'pestle:debian:source', value: source }],
  };
}

/**
 * The list of everything in a package, as CycloneDX 1.5. It names what is bundled, not what is installed to build it,
 * which is why npm's own list would not do. The same input gives the same text: it has no serial number.
 * @param {object} content
 * @param {string} content.version Of the package.
 * @param {string} content.electron Version.
 * @param {string} content.timestamp Of the commit, ISO 8601.
 * @param {readonly BundledPackage[]} content.packages
 * @param {EngineManifest | undefined} content.engine
 */
export function sbomText({ version, electron, timestamp, packages, engine }) {
  const app = `pkg:generic/pestle@${encodeURIComponent(version)}`;
  const runtime = `pkg:npm/electron@${electron}`;
  const components = [
    {
      type: 'framework',
      'bom-ref': runtime,
      name: 'electron',
      version: electron,
      licenses: [{ expression: 'MIT' }],
      purl: runtime,
    },
    ...packages.map(npmComponent),
    ...(engine?.packages ?? []).map(debianComponent),
  ];
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      timestamp,
      component: {
        type: 'application',
        'bom-ref': app,
        name: 'pestle',
        version,
        licenses: [{ expression: 'Apache-2.0' }],
        purl: app,
      },
    },
    components,
    dependencies: [{ ref: app, dependsOn: components.map((component) => component['bom-ref']) }],
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}
