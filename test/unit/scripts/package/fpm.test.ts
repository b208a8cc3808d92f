import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type DebRequest = {
  options: Record<string, string>;
  depends: string[];
  recommends: string[];
  files: { from: string; to: string }[];
};
const { parseFpmArguments } = (await loadScript('package/fpm-arguments.mjs')) as {
  parseFpmArguments: (words: readonly string[]) => DebRequest;
};
const { controlText, md5sumsText } = (await loadScript('package/debian-control.mjs')) as {
  controlText: (request: DebRequest, installedKib: number) => string;
  md5sumsText: (files: readonly { path: string; md5: string }[]) => string;
};

/** As electron-builder 26 writes them, shortened. */
const words = [
  ...[
    '-s',
    'dir',
    '--force',
    '-t',
    'deb',
    '-d',
    'libnss3',
    '-d',
    'libgbm1',
    '--deb-recommends',
    'bubblewrap',
  ],
  ...['--deb-compression', 'xz', '--architecture', 'amd64', '--after-install', '/tmp/postinst'],
  ...['--description', 'Short\n Long', '--version', '1.0.0', '--package', '/tmp/x.deb', '--name', 'pestle'],
  ...['--maintainer', 'A <a@b.example>', '--url', 'https://pestle.example', '--license', 'Apache-2.0'],
  ...['/build/a=b/dist/=/opt/Pestle', '/build/icon.png=/usr/share/icons/pestle.png'],
];

describe("the stand-in for fpm's arguments", () => {
  it('reads what electron-builder writes', () => {
    const request = parseFpmArguments(words);
    expect(request.depends).toEqual(['libnss3', 'libgbm1']);
    expect(request.recommends).toEqual(['bubblewrap']);
    expect(request.options).toMatchObject({ architecture: 'amd64', 'deb-compression': 'xz', name: 'pestle' });
  });

  it('splits a file at the last equals sign, since folders may have one in their name', () => {
    expect(parseFpmArguments(words).files[0]).toEqual({ from: '/build/a=b/dist/', to: '/opt/Pestle' });
  });

  it('takes a value after an equals sign as well', () => {
    expect(parseFpmArguments([...words, '--category=net']).options.category).toBe('net');
  });

  it.each([
    ['an option it would have to ignore', ['--config-files', '/etc/x']],
    ['an option without its value', ['--category']],
    ['a file that goes nowhere', ['/build/file']],
    ['a file that would leave the package', ['/build/file=/usr/../../etc/passwd']],
    ['another kind of package', ['-t', 'rpm']],
  ])('refuses %s', (_what, more) => {
    expect(() => parseFpmArguments([...words, ...more])).toThrow();
  });

  it('refuses a package without a name', () => {
    const unnamed = words.filter((word, index) => word !== '--name' && words[index - 1] !== '--name');
    expect(() => parseFpmArguments(unnamed)).toThrow(/--name is missing/);
  });
});

describe('the control file', () => {
  const request = parseFpmArguments(words);

  it('lists each library once, in order', () => {
    const text = controlText({ ...request, depends: ['libnss3', 'libgbm1', 'libnss3'] }, 10);
    expect(text).toContain('\nDepends: libgbm1, libnss3\n');
  });

  it('leaves out fields that have nothing to say', () => {
    expect(controlText({ ...request, recommends: [] }, 10)).not.toContain('Recommends');
  });

  it('breaks the long description into lines that begin with a space', () => {
    const long = `Short\n${'word '.repeat(60)}\n\nEnd`;
    const text = controlText({ ...request, options: { ...request.options, description: long } }, 10);
    const lines = text.slice(text.indexOf('Description')).trimEnd().split('\n');
    expect(lines[0]).toBe('Description: Short');
    expect(lines.slice(1).every((line) => line.startsWith(' ') && line.length <= 80)).toBe(true);
    expect(lines.slice(-2)).toEqual([' .', ' End']);
  });

  it('is refused when a value would begin a field of its own', () => {
    const options = { ...request.options, url: 'https://a.example\nDepends: evil' };
    expect(() => controlText({ ...request, options }, 10)).toThrow(/cut in two/);
  });

  it('comes with the sums of all files, sorted by path', () => {
    const files = [
      { path: 'usr/b', md5: '2' },
      { path: 'opt/a', md5: '1' },
    ];
    expect(md5sumsText(files)).toBe('1  opt/a\n2  usr/b\n');
  });
});
