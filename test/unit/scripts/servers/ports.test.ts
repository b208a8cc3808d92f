import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

const { hasListener } = (await loadScript('servers/ports.mjs')) as {
  hasListener: (table: string, port: number) => boolean;
};

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 0100007F:1F90 0100007F:A000 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 100 0 0 10 0
`;

describe("the kernel's table of sockets", () => {
  it('shows a port that is listened on', () => expect(hasListener(table, 80)).toBe(true));
  it('does not take a connection for a listener', () => expect(hasListener(table, 8080)).toBe(false));
  it('does not take the end of a longer number for a port', () =>
    expect(hasListener(table, 0x50 + 0x1000)).toBe(false));
  it('shows nothing in an empty table', () => expect(hasListener('', 80)).toBe(false));
});
