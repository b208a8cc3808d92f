import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

const { readAudit } = (await loadScript('audit/advisories.mjs')) as {
  readAudit: (text: string) => { problems: string[]; warnings: string[] };
};

describe('the answer about published holes', () => {
  it('is nothing when there are none', () => {
    expect(readAudit('{"vulnerabilities":{}}')).toEqual({ problems: [], warnings: [] });
  });

  it('stops a release for grave holes, or those of a severity that is not known', () => {
    const vulnerabilities = Object.fromEntries(
      ['critical', 'high', 'moderate', 'low', 'odd'].map((severity) => [severity, { severity, range: '<2' }]),
    );
    const { problems, warnings } = readAudit(JSON.stringify({ vulnerabilities }));
    expect(problems.map((text) => text.split(' ', 1)[0])).toEqual(['critical', 'high', 'odd']);
    expect(warnings.map((text) => text.split(' ', 1)[0])).toEqual(['moderate', 'low']);
  });

  it.each(['', 'null', '[]', '{"message":"405 Method Not Allowed"}', '{"vulnerabilities":7}'])(
    'is a warning that nobody was asked when it is %s',
    (text) => {
      const { problems, warnings } = readAudit(text);
      expect(problems).toEqual([]);
      expect(warnings).toEqual([expect.stringContaining('NOT looked up')]);
    },
  );
});
