import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type AppProcess = { pid: number; command: string; program: string; status: string };
const { sandboxProblems } = (await loadScript('package-test/sandbox.mjs')) as {
  sandboxProblems: (processes: readonly AppProcess[]) => string[];
};

const status = (pids: string, seccomp: string, noNewPrivs: string, uid = '1000'): string =>
  `Name:\tpestle\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\nNSpid:\t${pids}\nNoNewPrivs:\t${noNewPrivs}\nSeccomp:\t${seccomp}\n`;
const main: AppProcess = {
  pid: 1,
  command: 'pestle',
  program: '/opt/pestle',
  status: status('10 2', '0', '0'),
};
const page: AppProcess = {
  pid: 2,
  command: 'pestle --type=renderer',
  program: '/opt/pestle',
  status: status('20 9 1', '2', '1'),
};

describe('the look at the sandbox of an installed app', () => {
  it('finds nothing where the page is locked up', () => {
    expect(sandboxProblems([main, page])).toEqual([]);
  });

  it.each([
    ['there is no page to look at', [main]],
    ['the sandbox was switched off', [{ ...main, command: 'pestle --no-sandbox' }, page]],
    ['system calls are not filtered', [main, { ...page, status: status('20 9 1', '0', '1') }]],
    ['a page may get new rights', [main, { ...page, status: status('20 9 1', '2', '0') }]],
    ['a page sees the other processes', [main, { ...page, status: status('20 9', '2', '1') }]],
    ['something runs as root', [main, { ...page, status: status('20 9 1', '2', '1', '0') }]],
  ])('says when %s', (_what, processes) => {
    expect(sandboxProblems(processes)).toHaveLength(1);
  });
});
