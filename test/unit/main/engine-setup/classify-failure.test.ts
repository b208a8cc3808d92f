import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { classifyFailure, troubleIn } from '../../../../src/main/engine-setup/classify-failure';

const FIXTURE = path.resolve(import.meta.dirname, '../../../fixtures/setup/failures.json');

type Failure = { tool: string; trouble: string; status: number; lines: string[]; source: string };
const failures = JSON.parse(readFileSync(FIXTURE, 'utf8')) as Failure[];

const CASES = failures.map(({ tool, trouble, lines, status }) => [tool, trouble, lines, status] as const);

describe('the reason of a failure', () => {
  it.each(CASES)('is read from what %s writes: %s', (_tool, trouble, lines) => {
    expect(troubleIn(lines)).toBe(trouble);
  });

  it('is not looked for in a command that succeeded, whatever it wrote', () => {
    expect(classifyFailure({ kind: 'ended', status: 0, lines: ['warning: permission denied'] })).toBeNull();
  });

  it('is unknown when the words are', () => {
    expect(classifyFailure({ kind: 'ended', status: 3, lines: ['Boom.'] })).toBe('unknown');
    expect(troubleIn([])).toBeNull();
  });

  it('tells a program that could not be run, one that hung, and a user who changed their mind apart', () => {
    expect(classifyFailure({ kind: 'ended', status: null, lines: [] })).toBe('cannot-run');
    expect(classifyFailure({ kind: 'timed-out' })).toBe('timed-out');
    expect(classifyFailure({ kind: 'aborted' })).toBe('cancelled');
  });
});
