import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../../../../src/main/command-line/exit-codes';
import { formatHelp } from '../../../../src/main/command-line/format-help';
import { formatManPage } from '../../../support/format-man-page';
import { COMMAND_REFERENCE } from '../../../../src/shared/model/command-reference';

describe('the reference of the command line', () => {
  it('has every exit code', () => {
    const told = COMMAND_REFERENCE.exitCodes.map(({ term }) => Number(term));
    expect(told).toEqual(Object.values(EXIT_CODES));
  });

  it('fits a terminal of 80 columns', () => {
    expect(
      Math.max(
        ...formatHelp()
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThan(80);
  });

  it('is what docs/pestle.1 says; `npx vitest run --project unit -u` writes it anew', async () => {
    const file = path.resolve(__dirname, '../../../../docs/pestle.1');
    await expect(formatManPage()).toMatchFileSnapshot(file);
  });

  it('has no line in the man page that roff would take for a request', () => {
    const requests = formatManPage().match(/^[.'].*$/gm) ?? [];
    expect(requests.filter((line) => !/^\.(?:TH|SH|TP|PP|br|BR?)\b/.test(line))).toEqual([]);
  });
});
