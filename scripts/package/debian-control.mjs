/** @typedef {import('./fpm-arguments.mjs').DebRequest} DebRequest */

/**
 * The control file of a binary package (deb-control(5)).
 * @param {DebRequest} request
 * @param {number} installedKib What it takes when installed.
 */
export function controlText({ options, depends, recommends }, installedKib) {
  const fields = [
    ['Package', options.name],
    ['Version', options.iteration ? `${options.version}-${options.iteration}` : options.version],
    ['Architecture', options.architecture],
    ['Maintainer', options.maintainer],
    ['Installed-Size', String(installedKib)],
    ['Depends', [...new Set(depends)].sort().join(', ')],
    ['Recommends', [...new Set(recommends)].sort().join(', ')],
    ['Section', options.category ?? 'net'],
    ['Priority', options['deb-priority'] ?? 'optional'],
    ['Homepage', options.url],
    ['Description', description(options.description ?? options.name ?? '')],
  ];
  const present = fields.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
  const broken = present.find((line) => /\n(?! )/.test(line));
  if (broken !== undefined) throw new Error(`A field of the control file would be cut in two: ${broken}`);
  return `${present.join('\n')}\n`;
}

/** As long as a line of a description may be. */
const lineLength = 79;

/**
 * The synopsis, then the long text, each of its lines after a space, an empty one as a dot.
 * @param {string} text
 */
function description(text) {
  const [synopsis = '', ...rest] = text.split('\n').map((line) => line.trim());
  return [synopsis, ...rest.flatMap((line) => wrap(line).map((part) => ` ${part}`))].join('\n');
}

/** @param {string} line */
function wrap(line) {
  if (line === '') return ['.'];
  /** @type {string[]} */
  const lines = [];
  for (const word of line.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < lineLength - 1)
      lines.splice(-1, 1, `${last} ${word}`);
    else lines.push(word);
  }
  return lines;
}

/**
 * DEBIAN/md5sums: what `dpkg --verify` compares the installed files with.
 * @param {readonly { path: string, md5: string }[]} files Paths without a slash in front.
 */
export const md5sumsText = (files) =>
  [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, md5 }) => `${md5}  ${path}\n`)
    .join('');
