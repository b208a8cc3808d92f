import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type ElfFacts = { soname: string | null; needed: readonly string[] };

const { readElf } = (await loadScript('engine/elf.mjs')) as {
  readElf: (file: Buffer) => ElfFacts | undefined;
};
const { closureOf } = (await loadScript('engine/closure.mjs')) as {
  closureOf: (
    roots: readonly ElfFacts[],
    libraries: ReadonlyMap<string, ElfFacts>,
    system: readonly string[],
  ) => { names: string[]; missing: string[] };
};
const { aptConfiguration, engineSources, plannedPackages } = (await loadScript('engine/private-apt.mjs')) as {
  aptConfiguration: (folder: string, systemSettings: string) => string;
  engineSources: (archives: { main: string; security: string }) => string;
  plannedPackages: (plan: string) => { name: string; version: string }[];
};
const { licenceNames, remainingDepends } = (await loadScript('engine/debian-package.mjs')) as {
  licenceNames: (text: string) => string[];
  remainingDepends: (carried: readonly { name: string; depends: string }[]) => string[];
};

/** A library of two segments whose dynamic section names itself and what it needs. */
function elf(soname: string, needed: readonly string[]): Buffer {
  const names = [soname, ...needed];
  const strings = Buffer.from(`\0${names.join('\0')}\0`);
  const [dynamicAt, stringsAt, base] = [176, 1024, 0x10_0000];
  const file = Buffer.alloc(stringsAt + strings.length);
  file.write('\u007fELF\u0002\u0001', 'latin1');
  file.writeBigUInt64LE(64n, 32);
  file.writeUInt16LE(56, 54);
  file.writeUInt16LE(2, 56);
  const segment = (at: number, type: number, offset: number, size: number): void => {
    file.writeUInt32LE(type, at);
    file.writeBigUInt64LE(BigInt(offset), at + 8);
    file.writeBigUInt64LE(BigInt(base + offset), at + 16);
    file.writeBigUInt64LE(BigInt(size), at + 32);
  };
  const entries: [number, number][] = [[5, base + stringsAt]];
  let at = 1;
  for (const [index, name] of names.entries()) {
    entries.push([index === 0 ? 14 : 1, at]);
    at += name.length + 1;
  }
  segment(64, 1, 0, file.length);
  segment(120, 2, dynamicAt, entries.length * 16);
  for (const [index, [tag, value]] of entries.entries()) {
    file.writeBigInt64LE(BigInt(tag), dynamicAt + index * 16);
    file.writeBigUInt64LE(BigInt(value), dynamicAt + index * 16 + 8);
  }
  strings.copy(file, stringsAt);
  return file;
}

describe('what the loader reads of a library', () => {
  it('is its name and the names of what it needs', () => {
    expect(readElf(elf('libown.so.1', ['libc.so.6', 'libz.so.1']))).toEqual({
      soname: 'libown.so.1',
      needed: ['libc.so.6', 'libz.so.1'],
    });
  });

  it.runIf(process.platform === 'linux')('is found in a real program', () => {
    expect(readElf(readFileSync(process.execPath))?.needed).toContain('libc.so.6');
  });

  it.each([
    ['a text', Buffer.from('#!/bin/sh\nexit 0\n'.repeat(9))],
    ['nothing', Buffer.alloc(0)],
  ])('is nothing for %s', (_, file) => {
    expect(readElf(file)).toBeUndefined();
  });
});

describe('the libraries that an engine carries', () => {
  const library = (...needed: string[]): ElfFacts => ({ soname: null, needed });
  const libraries = new Map([
    ['a', library('b', 'libc.so.6')],
    ['b', library('a', 'c')],
    ['c', library()],
    ['unused', library()],
  ]);

  it('are those that its programs need, directly or not, without those of the system', () => {
    expect(closureOf([library('a')], libraries, ['libc.so.6'])).toEqual({
      names: ['a', 'b', 'c'],
      missing: [],
    });
  });

  it('are told apart from those that no package has', () => {
    expect(closureOf([library('a', 'x')], libraries, [])).toEqual({
      names: ['a', 'b', 'c'],
      missing: ['libc.so.6', 'x'],
    });
  });
});

describe('the apt that fetches them', () => {
  it('is kept to its folder, and of the system takes over only how things are fetched', () => {
    const system = [
      'Acquire::http::Proxy "http://proxy.example:3128";',
      'APT::Update::Post-Invoke:: "rm -f /var/cache/apt/archives/*.deb";',
      'Dir::State "var/lib/apt";',
    ].join('\n');
    const text = aptConfiguration('/own', system);
    expect(text).toContain('proxy.example');
    expect(text).not.toContain('Post-Invoke');
    expect(text).not.toContain('var/lib/apt');
    const paths = [...text.matchAll(/^Dir\S* "(.*)";$/gm)].map(([, path]) => path);
    expect(paths.length).toBeGreaterThan(8);
    for (const path of paths) expect(path).toMatch(/^\/own/);
  });

  it('asks both releases and their security fixes, each with the key of Debian', () => {
    const text = engineSources({ main: 'http://m', security: 'http://s' });
    expect(text.match(/^Suites: .*$/gm)).toEqual([
      'Suites: bookworm',
      'Suites: bookworm-security',
      'Suites: bullseye',
      'Suites: bullseye-security',
    ]);
    expect(text.match(/^Signed-By: .*debian-archive-keyring.gpg$/gm)).toHaveLength(4);
  });

  it('reads from a simulated installation what would be unpacked', () => {
    const plan =
      'Inst libssl1.1 (1.1.1w-0+deb11u8 Debian:11 [amd64])\nConf libssl1.1 (1.1.1w Debian:11 [amd64])\n';
    expect(plannedPackages(plan)).toEqual([{ name: 'libssl1.1', version: '1.1.1w-0+deb11u8' }]);
  });
});

describe('what is written down of a package', () => {
  it('is the licences that its copyright file names, each once', () => {
    const text =
      'Format: https://x/\n\nFiles: *\nLicense: Expat\n\nLicense: GPL-2+\n Text.\n\nLicense: Expat\n Text.\n';
    expect(licenceNames(text)).toEqual(['Expat', 'GPL-2+']);
    expect(licenceNames('Copyright 1999. License: see below.')).toEqual([]);
  });

  it('is which libraries the system has to bring, without those that are carried or serve its scripts', () => {
    const guacd = { name: 'guacd', depends: 'adduser, libc6 (>= 2.4), libguac19 (= 1.3.0), lsb-base' };
    const libguac = { name: 'libguac19', depends: 'libc6 (>= 2.4), zlib1g (>= 1:1.2)' };
    expect(remainingDepends([guacd, libguac])).toEqual(['libc6 (>= 2.4)', 'zlib1g (>= 1:1.2)']);
  });
});
