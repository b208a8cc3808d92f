import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { adviceFor, APP_ERRORS, AppError, type AppErrorCode } from '../../../src/shared/errors';

const SOURCES = path.resolve(__dirname, '../../../src');
const CODES = Object.keys(APP_ERRORS) as AppErrorCode[];

const sourceText = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('shared/errors.ts'))
  .map((name) => readFileSync(path.join(SOURCES, name), 'utf8'))
  .join('\n');

describe('an error code', () => {
  it.each(CODES)('%s has a text and an advice that are whole sentences', (code: AppErrorCode) => {
    expect(APP_ERRORS[code][0]).toMatch(/^[A-Z].+\.$/);
    expect(adviceFor(code)).toMatch(/^[A-Z].+\.$/);
  });

  it.each(CODES)('%s is produced somewhere', (code) => {
    expect(sourceText).toContain(`'${code}'`);
  });
});

describe('an AppError', () => {
  it('crosses the bridge with its code, its message and its facts, and nothing else', () => {
    const error = new AppError('UPSTREAM_NOT_FOUND', undefined, {
      details: { port: 22 },
      cause: new Error('x'),
    });
    const wire = error.toWire();
    expect(wire).toEqual({
      code: 'UPSTREAM_NOT_FOUND',
      message: 'The remote computer cannot be reached.',
      details: { port: 22 },
    });
    expect(AppError.fromWire(wire)).toMatchObject({ code: 'UPSTREAM_NOT_FOUND', retryable: true });
  });

  it('takes the place of anything else that is thrown, and keeps it as the cause', () => {
    const thrown = new TypeError('secret path');
    const error = AppError.from(thrown);
    expect(error.code).toBe('INTERNAL');
    expect(error.message).not.toContain('secret');
    expect(error.cause).toBe(thrown);
  });
});
