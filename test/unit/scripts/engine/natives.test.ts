import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { loadScript } from '../../../support/load-script';

type Library = {
  debian: { folder: string };
  path: string;
  facts: { soname: string; needed: readonly string[] };
};

const { readSymbols } = (await loadScript('engine/elf-symbols.mjs')) as {
  readSymbols: (file: Buffer) => { defined: ReadonlySet<string>; undefined: ReadonlySet<string> };
};
const { usableStandIns } = (await loadScript('engine/natives.mjs')) as {
  usableStandIns: (
    candidates: ReadonlyMap<string, Buffer>,
    libraries: ReadonlyMap<string, Library>,
    usersWith: (standIns: ReadonlyMap<string, Buffer>) => readonly Library[],
  ) => ReadonlyMap<string, Buffer>;
};

/** A library of nothing but a table of symbols: what it defines and what it asks for. */
function elf(defined: readonly string[], asked: readonly string[]): Buffer {
  const names = [...defined, ...asked];
  const strings = Buffer.from(`\0${names.join('\0')}\0`);
  const [sectionsAt, symbolsAt, stringsAt] = [64, 256, 4096];
  const file = Buffer.alloc(stringsAt + strings.length);
  file.write('\u007fELF\u0002\u0001', 'latin1');
  file.writeBigUInt64LE(BigInt(sectionsAt), 40);
  file.writeUInt16LE(64, 58);
  file.writeUInt16LE(2, 60);
  const section = (index: number, type: number, offset: number, size: number): void => {
    const at = sectionsAt + index * 64;
    file.writeUInt32LE(type, at + 4);
    file.writeBigUInt64LE(BigInt(offset), at + 24);
    file.writeBigUInt64LE(BigInt(size), at + 32);
  };
  section(0, 3, stringsAt, strings.length);
  section(1, 11, symbolsAt, names.length * 24);
  let at = 1;
  for (const [index, name] of names.entries()) {
    const symbol = symbolsAt + index * 24;
    file.writeUInt32LE(at, symbol);
    file.writeUInt8(1 << 4, symbol + 4);
    file.writeUInt16LE(index < defined.length ? 7 : 0, symbol + 6);
    at += name.length + 1;
  }
  strings.copy(file, stringsAt);
  return file;
}

let folder: string;
let said: MockInstance;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pestle-natives-'));
  said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** A library on disk. */
function library(soname: string, needed: readonly string[], content: Buffer): Library {
  writeFileSync(join(folder, soname), content);
  return { debian: { folder }, path: soname, facts: { soname, needed } };
}

describe('the symbols of a library', () => {
  it('are those it offers and those it asks for', () => {
    const { defined, undefined: asked } = readSymbols(elf(['own'], ['other']));
    expect([...defined]).toEqual(['own']);
    expect([...asked]).toEqual(['other']);
  });

  it.runIf(process.platform === 'linux')('are found in a real program', () => {
    const { defined, undefined: asked } = readSymbols(readFileSync(process.execPath));
    expect(defined.has('napi_create_object')).toBe(true);
    expect(asked.has('getenv')).toBe(true);
  });
});

describe('a library in the place of another', () => {
  const both = (): ReadonlyMap<string, Library> =>
    new Map([
      ['a', library('a', ['b'], elf(['a1', 'a2'], ['b1', 'b2']))],
      ['b', library('b', [], elf(['b1', 'b2'], []))],
    ]);
  const standIns = new Map([
    ['a', elf(['a1'], [])],
    ['b', elf(['b1'], [])],
  ]);
  const inEngineOf =
    (libraries: ReadonlyMap<string, Library>, user: Library) =>
    (some: ReadonlyMap<string, Buffer>): Library[] => [
      user,
      ...[...libraries.values()].filter(({ facts }) => !some.has(facts.soname)),
    ];

  it('is used when it has all that is asked of it, whatever else the other has', () => {
    const libraries = both();
    const user = library('user', ['a'], elf([], ['a1', 'getenv']));
    const usable = usableStandIns(standIns, libraries, inEngineOf(libraries, user));
    expect([...usable.keys()]).toEqual(['a', 'b']);
  });

  it('is left out when it lacks something, with those that lack what the other asks in turn', () => {
    const libraries = both();
    const user = library('user', ['a'], elf([], ['a2']));
    const usable = usableStandIns(standIns, libraries, inEngineOf(libraries, user));
    expect([...usable.keys()]).toEqual([]);
    expect(said).toHaveBeenCalledWith(expect.stringContaining('its stand-in lacks a2'));
  });
});
