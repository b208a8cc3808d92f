/**
 * What electron-builder asks of fpm for a .deb.
 * @typedef {object} DebRequest
 * @property {Readonly<Record<string, string>>} options By name, without dashes.
 * @property {readonly string[]} depends
 * @property {readonly string[]} recommends
 * @property {readonly { from: string, to: string }[]} files A `from` that ends with a slash stands for what is in that
 *   folder.
 */

/** Options that this stand-in knows how to follow. */
const known = new Set([
  ...['s', 't', 'architecture', 'after-install', 'after-remove', 'before-install', 'before-remove'],
  ...['description', 'version', 'iteration', 'package', 'name', 'maintainer', 'vendor', 'url', 'category'],
  ...['deb-priority', 'deb-compression', 'license', 'log'],
]);
const flags = new Set(['force', 'debug', 'verbose']);

/**
 * Reads the arguments of fpm(1) as electron-builder 26 writes them.
 * @param {readonly string[]} words
 * @returns {DebRequest}
 * @throws {Error} when anything is asked for that would be left out silently.
 */
export function parseFpmArguments(words) {
  /** @type {Record<string, string>} */
  const options = {};
  /** @type {Record<'depends' | 'deb-recommends', string[]>} */
  const lists = { depends: [], 'deb-recommends': [] };
  const files = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('-')) {
      files.push(fileOf(word));
      continue;
    }
    const [written = '', inline] = word.replace(/^--?/, '').split(/=(.*)/s);
    const name = written === 'd' ? 'depends' : written;
    if (flags.has(name)) continue;
    const value = inline ?? rest.shift();
    if (value === undefined) throw new Error(`The option ${word} has no value.`);
    if (name === 'depends' || name === 'deb-recommends') lists[name].push(value);
    else if (known.has(name)) options[name] = value;
    else throw new Error(`The option --${name} of fpm is not supported here.`);
  }
  if (options.s !== 'dir' || options.t !== 'deb')
    throw new Error(`Only -s dir -t deb is supported, not -s ${options.s} -t ${options.t}.`);
  for (const name of ['name', 'version', 'architecture', 'maintainer', 'package'])
    if (!options[name]) throw new Error(`The option --${name} is missing.`);
  return { options, depends: lists.depends, recommends: lists['deb-recommends'], files };
}

/** @param {string} word `from=to` */
function fileOf(word) {
  const at = word.lastIndexOf('=');
  const [from, to] = [word.slice(0, at), word.slice(at + 1)];
  if (at < 1 || !to.startsWith('/') || to.split('/').includes('..'))
    throw new Error(`"${word}" does not say where in the package it goes.`);
  return { from, to };
}
