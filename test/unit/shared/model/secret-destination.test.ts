import { describe, expect, it } from 'vitest';
import type { Destination } from '../../../../src/shared/model/secret-destination';
import { hasSameDestination } from '../../../../src/shared/model/secret-destination';

const SAVED: Destination = { protocol: 'ssh', parameters: { hostname: 'box.example', username: 'ann' } };

describe('hasSameDestination', () => {
  it.each<[string, Destination]>([
    ['blanks around the host', { ...SAVED, parameters: { hostname: ' box.example ' } }],
    ['another user, port or colour', { ...SAVED, parameters: { hostname: 'box.example', port: '23' } }],
  ])('is the same with %s', (_, changed) => {
    expect(hasSameDestination(SAVED, changed)).toBe(true);
  });

  it.each<[string, Destination]>([
    ['another host', { ...SAVED, parameters: { hostname: 'evil.example' } }],
    ['a protocol that may not encrypt', { ...SAVED, protocol: 'telnet' }],
    ...(['gateway-hostname', 'sftp-hostname', 'dest-host', 'reverse-connect'] as const).map(
      (name): [string, Destination] => [
        `another ${name}`,
        { ...SAVED, parameters: { ...SAVED.parameters, [name]: 'true' } },
      ],
    ),
  ])('is another with %s', (_, changed) => {
    expect(hasSameDestination(SAVED, changed)).toBe(false);
  });
});
