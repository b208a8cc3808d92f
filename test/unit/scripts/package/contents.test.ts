import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type Bundled = { name: string; version: string; licence: string; text: string; integrity: string };
type Engine = {
  packages: { package: string; version: string; sha256: string; source: string }[];
  debDepends: string[];
};
const { packageFolderOf } = (await loadScript('package/record-packages.mjs')) as {
  packageFolderOf: (id: string) => string | undefined;
};
const { noticesText, debianCopyright } = (await loadScript('package/notices.mjs')) as {
  noticesText: (packages: readonly Bundled[], engine: Engine | undefined) => string;
  debianCopyright: (licenceText: string, notices: string) => string;
};
const { sbomText } = (await loadScript('package/sbom.mjs')) as {
  sbomText: (content: Record<string, unknown>) => string;
};
const { libraryPackages, settledTar } = (await loadScript('package/tarball.mjs')) as {
  libraryPackages: (configuration: string) => string[];
  settledTar: (folder: string, date: Date) => string[];
};
const { icoFile, icnsFile } = (await loadScript('package/icon-files.mjs')) as {
  icoFile: (pictures: ReadonlyMap<number, Buffer>) => Buffer;
  icnsFile: (pictures: ReadonlyMap<number, Buffer>) => Buffer;
};
const { sourceDate } = (await loadScript('package/source-date.mjs')) as {
  sourceDate: (environment: Record<string, string>) => Date;
};

const bundled: Bundled = {
  name: '@scope/part',
  version: '1.0.0',
  licence: 'MIT',
  text: 'Permission is granted',
  integrity: `sha512-${Buffer.from('abc').toString('base64')}`,
};
const engine: Engine = {
  packages: [{ package: 'guacd', version: '1.3.0-1+b1', sha256: 'ff', source: 'guacamole-server' }],
  debDepends: ['libcairo2'],
};

describe('the packages in the app', () => {
  it.each([
    ['/r/node_modules/react/index.js', 'node_modules/react'],
    ['/r/node_modules/@a/b/c/d.js', 'node_modules/@a/b'],
    ['/r/node_modules/conf/node_modules/semver/x.js', 'node_modules/conf/node_modules/semver'],
    ['\0/r/node_modules/react/index.js?commonjs', 'node_modules/react'],
    ['C:\\r\\node_modules\\react\\index.js', 'node_modules/react'],
    ['/r/src/main/main.ts', undefined],
  ])('are known by their folder: %s', (id, folder) => {
    expect(packageFolderOf(id)).toBe(folder);
  });
});

describe('the notices', () => {
  it('hold the licence of every package', () => {
    expect(noticesText([bundled], undefined)).toContain('@scope/part 1.0.0 (MIT)\n\nPermission is granted');
  });

  it('name the sources of the engine only when there is one', () => {
    expect(noticesText([], engine)).toContain('guacd 1.3.0-1+b1 (source: guacamole-server)');
    expect(noticesText([], undefined)).not.toContain('Debian');
  });

  it("fit Debian's form: no line begins at the margin but the fields", () => {
    const text = debianCopyright('Licence\n\nEnd', noticesText([bundled], engine));
    const margins = text.split('\n').filter((line) => line !== '' && !line.startsWith(' '));
    expect(margins.every((line) => /^[A-Z][A-Za-z-]*:/.test(line))).toBe(true);
    expect(text).not.toMatch(/^ $/m);
  });
});

describe('the list of contents', () => {
  const content = {
    version: '1.0.0',
    electron: '45.4.1',
    timestamp: '2026-01-01T00:00:00.000Z',
    packages: [bundled],
  };

  it('names Electron, the bundled packages and the parts of the engine', () => {
    const bom = JSON.parse(sbomText({ ...content, engine })) as { components: { purl: string }[] };
    expect(bom.components.map(({ purl }) => purl)).toEqual([
      'pkg:npm/electron@45.4.1',
      'pkg:npm/%40scope/part@1.0.0',
      'pkg:deb/debian/guacd@1.3.0-1%2Bb1?arch=amd64',
    ]);
  });

  it('has the hash that npm checked, in hexadecimal', () => {
    const bom = JSON.parse(sbomText({ ...content, engine: undefined })) as {
      components: { hashes?: { alg: string; content: string }[] }[];
    };
    expect(bom.components[1]?.hashes).toEqual([{ alg: 'SHA-512', content: '616263' }]);
  });

  it('is the same for the same content', () => {
    expect(sbomText({ ...content, engine })).toBe(sbomText({ ...content, engine }));
  });
});

describe('the tarball', () => {
  it('names the libraries it needs as Debian 12 does', () => {
    const text =
      'deb:\n  depends:\n    - libasound2 | libasound2t64\n    - libc6 (>= 2.31)\n  recommends: [x]\n';
    expect(libraryPackages(text)).toEqual(['libasound2', 'libc6']);
  });

  it('tells neither whose computer it was nor when', () => {
    const words = settledTar('pestle-1', new Date(1_000_000));
    expect(words).toEqual(expect.arrayContaining(['--sort=name', '--owner=0', '--group=0', '--mtime=@1000']));
  });

  it('has the date of the commit, or the one that is given', () => {
    expect(sourceDate({ SOURCE_DATE_EPOCH: '86400' })).toEqual(new Date('1970-01-02T00:00:00Z'));
    expect(sourceDate({ SOURCE_DATE_EPOCH: 'today' }).getTime()).toBeGreaterThan(86_400_000);
  });
});

describe('the icon files', () => {
  const pictures = new Map([16, 32, 64, 256, 512].map((size) => [size, Buffer.from(`png${size}`)]));

  it('hold each picture where the directory of a Windows icon says', () => {
    const file = icoFile(pictures);
    expect(file.readUInt16LE(2)).toBe(1);
    const entries = Array.from({ length: file.readUInt16LE(4) }, (_, index) => 6 + 16 * index);
    const found = entries.map((at) => {
      const start = file.readUInt32LE(at + 12);
      return [file.readUInt8(at), String(file.subarray(start, start + file.readUInt32LE(at + 8)))];
    });
    expect(found).toEqual([
      [16, 'png16'],
      [32, 'png32'],
      [64, 'png64'],
      [0, 'png256'],
    ]);
  });

  it('follow one another in an Apple icon, whose length is that of the file', () => {
    const file = icnsFile(pictures);
    expect(file.toString('latin1', 0, 4)).toBe('icns');
    expect(file.readUInt32BE(4)).toBe(file.length);
    expect(file.toString('latin1', 8, 12)).toBe('icp4');
    expect(file.readUInt32BE(12)).toBe(8 + 'png16'.length);
  });
});
