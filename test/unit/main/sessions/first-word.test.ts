import { beforeEach, describe, expect, it } from 'vitest';
import { FirstWord, MUTE_MS } from '../../../../src/main/sessions/first-word';
import { FakeClock } from '../../../support/fake-clock';
import { FakeConnection } from '../../../support/fake-connection';

let clock: FakeClock;
let connection: FakeConnection;
let muteCount: number;

beforeEach(() => {
  clock = new FakeClock();
  connection = new FakeConnection();
  muteCount = 0;
});

const listen = (): FirstWord => new FirstWord(connection, clock, MUTE_MS, () => (muteCount += 1));

describe('waiting for the first word of guacd', () => {
  it('tells once that nothing but keep-alives came', () => {
    listen();
    connection.deliver('3.nop;3.nop;');
    clock.advance(MUTE_MS - 1);
    expect(muteCount).toBe(0);
    clock.advance(1);
    connection.deliver('3.nop;');
    clock.advance(MUTE_MS);
    expect(muteCount).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it.each(['4.sync,1.5;', '3.nop;4.size,1.0,1.9,1.9;', '8.required,8.password;'])('ends with %s', (text) => {
    listen();
    connection.deliver(text);
    clock.advance(MUTE_MS * 2);
    expect(muteCount).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });

  it('tells nothing once it is disposed of', () => {
    listen().dispose();
    clock.advance(MUTE_MS * 2);
    expect(muteCount).toBe(0);
  });
});
