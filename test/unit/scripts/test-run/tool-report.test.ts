import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type Report = {
  args: string[];
  environment: Record<string, string>;
  read: () => { file: string; name: string; reason: string }[];
  dispose: () => void;
};
const { ToolReport } = (await loadScript('test-run/tool-report.mjs')) as {
  ToolReport: new (tool: 'vitest' | 'playwright') => Report;
};

let report: Report;
let file: string;
beforeEach(() => {
  report = new ToolReport('playwright');
  file = report.environment.PLAYWRIGHT_JSON_OUTPUT_FILE ?? '';
});
afterEach(() => report.dispose());

describe('the report of a tool that failed', () => {
  it('says so when there is none, or only a part of one', () => {
    const nothing = [
      { file: '', name: '', reason: expect.stringMatching(/^it ended without a report/) as string },
    ];
    expect(report.read()).toEqual(nothing);
    writeFileSync(file, '{"config":');
    expect(report.read()).toEqual(nothing);
  });

  it('says so when no test failed', () => {
    writeFileSync(file, JSON.stringify({ config: { rootDir: '/' }, suites: [], errors: [] }));
    expect(report.read()[0]?.reason).toMatch(/^no test failed/);
  });

  it('is gone afterwards', () => {
    writeFileSync(file, '{}');
    report.dispose();
    expect(existsSync(path.dirname(file))).toBe(false);
  });

  it('is asked for beside what the tool shows', () => {
    expect(report.args).toEqual(['--reporter=list,json']);
    const other = new ToolReport('vitest');
    expect(other.args.slice(0, 2)).toEqual(['--reporter=default', '--reporter=json']);
    other.dispose();
  });
});
