import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { assembleEngine, engineFolder, hasEngine } from '../engine/assemble.mjs';
import { cachePath, inRepository } from '../paths.mjs';
import { Unavailable, warn } from '../terminal.mjs';
import { bundledPackages } from './bundled-packages.mjs';
import { readEngineManifest } from './engine-manifest.mjs';
import { debianCopyright, noticesText } from './notices.mjs';
import { sbomText } from './sbom.mjs';
import { sourceDate } from './source-date.mjs';

const folder = join(cachePath, 'package');

/** The folder, below `.cache`, from which the package of Linux takes its engine. */
const enginePath = join(folder, 'engine');

/**
 * Makes what a package has besides the app itself, where electron-builder.yml looks for it: the engine, licence
 * notices, SBOM, and the files of a Debian package. Needs a build.
 * @param {object} options
 * @param {import('./engine-manifest.mjs').EngineFlavour} options.flavour
 * @param {string} options.version Of the package.
 * @param {string} options.electron Version.
 * @returns {Promise<{ engine: import('./engine-manifest.mjs').EngineManifest | undefined }>} Undefined when there is none.
 */
export async function makeIngredients({ flavour, version, electron }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const engine = process.platform === 'linux' ? await placeEngine(flavour) : undefined;
  const packages = bundledPackages();
  const notices = noticesText(packages, engine);
  const licences = join(folder, 'licences');
  mkdirSync(licences);
  writeFileSync(join(licences, 'NOTICES.txt'), notices);
  const timestamp = sourceDate().toISOString();
  writeFileSync(
    join(licences, 'sbom.cdx.json'),
    sbomText({ version, electron, timestamp, packages, engine }),
  );
  const licenceText = readFileSync(inRepository('LICENSE'), 'utf8');
  writeFileSync(join(licences, 'LICENSE'), licenceText);
  makeDebianFiles(debianCopyright(licenceText, notices));
  return { engine };
}

/** @param {import('./engine-manifest.mjs').EngineFlavour} flavour */
async function placeEngine(flavour) {
  const source = engineFolder(flavour);
  try {
    if (!hasEngine(flavour)) await assembleEngine(flavour);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    warn(`packing without an engine: ${error.message}`);
    return undefined;
  }
  const manifest = readEngineManifest(source);
  if (manifest === undefined) return undefined;
  cpSync(source, enginePath, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  return manifest;
}

/** What goes below /usr. @param {string} copyright */
function makeDebianFiles(copyright) {
  const usr = join(folder, 'deb');
  const place = (/** @type {string} */ path, /** @type {string | Buffer} */ content) => {
    mkdirSync(join(usr, path, '..'), { recursive: true });
    writeFileSync(join(usr, path), content);
  };
  mkdirSync(join(usr, 'bin'), { recursive: true });
  symlinkSync('../../opt/Pestle/pestle', join(usr, 'bin', 'pestle'));
  place('share/doc/pestle/copyright', copyright);
  const metainfo = 'app.pestle.pestle.metainfo.xml';
  place(`share/metainfo/${metainfo}`, readFileSync(inRepository('packaging', 'linux', metainfo)));
  for (const page of manualPages()) {
    // zlib writes no name and no time, as `gzip -n`.
    place(`share/man/man1/${page}.gz`, gzipSync(readFileSync(inRepository('docs', page)), { level: 9 }));
  }
}

const manualPages = () => {
  const docs = inRepository('docs');
  return existsSync(docs) ? readdirSync(docs).filter((name) => name.endsWith('.1')) : [];
};
