import { beforeEach, describe, expect, it } from 'vitest';
import { readAddresses } from '../../../../src/main/app/read-addresses';
import { LOOK_EVERY_MS, Surroundings } from '../../../../src/main/app/surroundings';
import { FakeClock } from '../../../support/fake-clock';

const LAN = '192.168.1.20';
const CAFE = '10.4.4.9';
const HOUR = 3_600_000;
const YEARS = 10 * 365 * 24 * HOUR;

let clock: FakeClock;
let addresses: string[];
/** How far the wall clock is from the monotonic one. */
let wallOffset: number;
/** What the sessions were told. */
let told: string[];
let surroundings: Surroundings;

function watch(): Surroundings {
  return new Surroundings({
    sessions: {
      checkAll: () => void told.push('check'),
      holdAttempts: (hold) => void told.push(`hold ${hold ?? 'no more'}`),
    },
    readAddresses: () => addresses,
    clock,
    wallTime: () => 1_700_000_000_000 + wallOffset + clock.now(),
    logger: {
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
    },
  });
}

beforeEach(() => {
  clock = new FakeClock();
  addresses = [LAN];
  wallOffset = 0;
  told = [];
  surroundings = watch();
});

describe('the surroundings of sessions', () => {
  it('leave sessions alone while nothing happens', () => {
    clock.advance(HOUR);
    expect(told).toEqual([]);
  });

  it('have no timer left once nobody watches them', () => {
    surroundings.dispose();
    expect(clock.pendingTimers).toBe(0);
  });

  it('check all sessions when somebody unlocks the screen', () => {
    surroundings.unlocked();
    expect(told).toEqual(['check']);
  });

  it('N2: hold attempts back while the computer sleeps, and check all sessions when it wakes', () => {
    surroundings.suspended();
    expect(told).toEqual(['hold asleep']);
    clock.jump(HOUR);
    expect(told.slice(1)).toEqual(['check', 'hold no more']);
  });

  it('N2: check all sessions as soon as the system says that the computer woke up', () => {
    surroundings.suspended();
    surroundings.resumed();
    expect(told).toEqual(['hold asleep', 'check', 'hold no more']);
    clock.advance(HOUR);
    expect(told).toHaveLength(3);
  });

  it('N2: notice a sleep that nobody told, by a look that comes late', () => {
    clock.jump(LOOK_EVERY_MS + 5_001);
    expect(told).toEqual(['check']);
  });

  it('N2: notice a sleep that nobody told where the monotonic clock stands still in it', () => {
    wallOffset = HOUR;
    clock.advance(LOOK_EVERY_MS);
    expect(told).toEqual(['check']);
  });

  it('R7: take no notice of a main process that was blocked for two seconds', () => {
    clock.jump(LOOK_EVERY_MS + 2_000);
    clock.advance(HOUR);
    expect(told).toEqual([]);
  });

  it.each([
    ['an hour forward', HOUR],
    ['an hour back', -HOUR],
    ['ten years forward', YEARS],
  ])('N1: check sessions once, and no more, when the wall clock is set %s', (_, offset) => {
    wallOffset = offset;
    clock.advance(HOUR);
    expect(told).toEqual(['check']);
  });

  it('N3: check sessions when the address changes', () => {
    addresses = [CAFE];
    clock.advance(LOOK_EVERY_MS);
    expect(told).toEqual(['check']);
  });

  it('N3: check sessions when a VPN comes up, and again when it goes', () => {
    addresses = ['10.8.0.2', LAN];
    clock.advance(LOOK_EVERY_MS);
    addresses = [LAN];
    clock.advance(LOOK_EVERY_MS);
    expect(told).toEqual(['check', 'check']);
  });

  it('do not mind in which order the system lists its addresses', () => {
    addresses = [LAN, CAFE];
    clock.advance(LOOK_EVERY_MS);
    addresses = [CAFE, LAN];
    clock.advance(HOUR);
    expect(told).toEqual(['check']);
  });

  it('N3: leave sessions alone while there is no network, and check them when there is one again', () => {
    addresses = [];
    clock.advance(HOUR);
    expect(told).toEqual(['hold offline']);
    addresses = [LAN];
    clock.advance(LOOK_EVERY_MS);
    expect(told.slice(1)).toEqual(['check', 'hold no more']);
  });

  it('hold attempts back from the start where there is no network', () => {
    addresses = [];
    told = [];
    watch();
    expect(told).toEqual(['hold offline']);
  });

  it('go on holding attempts back after a sleep when the network is gone', () => {
    surroundings.suspended();
    addresses = [];
    surroundings.resumed();
    expect(told).toEqual(['hold asleep', 'check', 'hold offline']);
  });
});

describe('the addresses of this computer', () => {
  const address = (ip: string, internal = false) =>
    ({ address: ip, internal, family: 'IPv4', netmask: '', mac: '', cidr: null }) as const;

  it('are those of networks beyond itself', () => {
    const interfaces = {
      lo: [address('127.0.0.1', true), address('::1', true)],
      eth0: [address(LAN), address('fe80::1'), address('2001:db8::1')],
      wlan0: [address('169.254.3.4')],
    };
    expect(readAddresses(interfaces)).toEqual([LAN, '2001:db8::1']);
  });
});
