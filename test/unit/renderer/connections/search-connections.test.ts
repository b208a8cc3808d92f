import { describe, expect, it } from 'vitest';
import { connectionTarget } from '../../../../src/renderer/connections/connection-target';
import { searchConnections } from '../../../../src/renderer/connections/search-connections';
import { sampleProfile } from '../../../support/sample-data';

const names = (...args: Parameters<typeof searchConnections>) =>
  searchConnections(...args).map(({ name }) => name);

const profiles = [
  sampleProfile(1, { name: 'Web 10', parameters: { hostname: 'ten.example.net', port: '2222' } }),
  sampleProfile(2, { name: 'web 9', parameters: { hostname: 'nine.example.net', username: 'ana' } }),
  sampleProfile(3, { name: 'Desk', protocol: 'rdp', lastOpenedAt: 5 }),
  sampleProfile(4, { name: 'Screen', protocol: 'vnc', lastOpenedAt: 9 }),
];

describe('the search of connections', () => {
  it('orders by last opening, then by name with numbers as numbers', () => {
    expect(names(profiles, '')).toEqual(['Screen', 'Desk', 'web 9', 'Web 10']);
  });

  it('finds every word in name, user, host, port or protocol, whatever the case', () => {
    expect(names(profiles, 'WEB ana')).toEqual(['web 9']);
    expect(names(profiles, '2222')).toEqual(['Web 10']);
    expect(names(profiles, 'rdp')).toEqual(['Desk']);
    expect(names(profiles, 'web rdp')).toEqual([]);
    expect(names(profiles, '  nine  ')).toEqual(['web 9']);
  });

  it('keeps to one protocol when told to', () => {
    expect(names(profiles, '', 'vnc')).toEqual(['Screen']);
  });
});

describe('the target of a connection', () => {
  const target = (
    protocol: Parameters<typeof connectionTarget>[0]['protocol'],
    parameters: Record<string, string>,
  ) => connectionTarget({ protocol, parameters });

  it('is user, host and port, without the usual port', () => {
    expect(target('ssh', { hostname: 'a.example.net', username: 'ana', port: '22' })).toBe(
      'ana@a.example.net',
    );
    expect(target('ssh', { hostname: 'a.example.net', port: '2222' })).toBe('a.example.net:2222');
    expect(target('rdp', { hostname: 'a', username: 'ana', domain: 'OFFICE' })).toBe('OFFICE\\ana@a');
  });

  it('puts an IPv6 address in brackets before a port', () => {
    expect(target('ssh', { hostname: '2001:db8::1', port: '2222' })).toBe('[2001:db8::1]:2222');
    expect(target('ssh', { hostname: '2001:db8::1' })).toBe('2001:db8::1');
  });

  it('begins with the pod for Kubernetes, and is empty without a host', () => {
    expect(target('kubernetes', { hostname: 'k', namespace: 'web', pod: 'p-0' })).toBe('web/p-0 on k');
    expect(target('kubernetes', { hostname: 'k' })).toBe('k');
    expect(target('ssh', { username: 'ana' })).toBe('');
  });
});
