import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOG_FILES, MAX_LOG_FILE_BYTES, openLogFile } from '../../../src/main/app/log-file';

describe('openLogFile', () => {
  let parent: string;
  let folder: string;

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'pestle-log-'));
    folder = join(parent, 'logs');
  });

  afterEach(() => rmSync(parent, { recursive: true }));

  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

  it('appends lines to a file that only this user can read', () => {
    openLogFile(folder)('one');
    openLogFile(folder)('two');
    expect(read('pestle.log')).toBe('one\ntwo\n');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'pestle.log')).mode & 0o777).toBe(0o600);
  });

  it('sets a full file aside and keeps a fixed number of old ones', () => {
    const write = openLogFile(folder);
    const long = 'x'.repeat(MAX_LOG_FILE_BYTES - 10);
    for (let index = 0; index < LOG_FILES + 2; index += 1) write(`${String(index)}${long}`);
    expect(readdirSync(folder).sort()).toEqual(['pestle.1.log', 'pestle.2.log', 'pestle.log']);
    expect(read('pestle.log').slice(0, 2)).toBe('4x');
    expect(read('pestle.1.log').slice(0, 2)).toBe('3x');
    expect(read('pestle.2.log').slice(0, 2)).toBe('2x');
  });

  it('keeps a log of another name and size beside it', () => {
    const write = openLogFile(folder, { name: 'trace', maxBytes: 10 });
    openLogFile(folder)('an event');
    write('one two');
    write('three');
    expect(readdirSync(folder).sort()).toEqual(['pestle.log', 'trace.1.log', 'trace.log']);
    expect(read('trace.log')).toBe('three\n');
  });

  it('counts what an earlier run wrote', () => {
    openLogFile(folder)('x'.repeat(MAX_LOG_FILE_BYTES - 10));
    openLogFile(folder)('a line that no longer fits');
    expect(read('pestle.log')).toBe('a line that no longer fits\n');
    expect(readdirSync(folder)).toContain('pestle.1.log');
  });

  it('tells at once when the folder cannot be made', () => {
    writeFileSync(folder, 'a file in its place');
    expect(() => openLogFile(folder)).toThrow();
  });
});
