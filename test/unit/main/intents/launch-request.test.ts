import { describe, expect, it } from 'vitest';
import { MAX_LINK_LENGTH, readLaunchData } from '../../../../src/main/intents/launch-request';
import { MAX_REQUESTS } from '../../../../src/main/intents/max-requests';
import { requestOfWord } from '../../../../src/main/intents/request-of-word';
import { sampleId } from '../../../support/sample-data';

describe('what another start hands over', () => {
  const link = { kind: 'link', text: 'ssh://host', origin: 'system' };

  it('is taken as it was written', () => {
    const requests = [link, { kind: 'profile', profileId: sampleId(1) }];
    expect(readLaunchData({ version: 1, requests })).toEqual(requests);
  });

  it.each([
    ['nothing', undefined],
    ['a word', 'ssh://host'],
    ['another version', { version: 2, requests: [link] }],
    ['a field more', { version: 1, requests: [{ ...link, command: 'id' }] }],
    ['an unknown kind', { version: 1, requests: [{ kind: 'run', command: 'id' }] }],
    ['a profile that is no ID', { version: 1, requests: [{ kind: 'profile', profileId: '../x' }] }],
    ['too many', { version: 1, requests: Array(MAX_REQUESTS + 1).fill(link) }],
    ['a link too long', { version: 1, requests: [{ ...link, text: 'x'.repeat(MAX_LINK_LENGTH + 1) }] }],
  ])('is no request when it is %s', (_what, data) => {
    expect(readLaunchData(data)).toEqual([]);
  });
});

describe('a word that is to be opened', () => {
  const origin = 'system';
  it.each([
    ['SSH://host', { kind: 'link', text: 'SSH://host', origin }],
    ['file:///home/ann/a%20b.rdp', { kind: 'file', path: '/home/ann/a b.rdp', origin }],
    ['/home/ann/x.rdp', { kind: 'file', path: '/home/ann/x.rdp', origin }],
    ['x.rdp', { kind: 'file', path: '/home/user/x.rdp', origin }],
    ['-x.rdp', { kind: 'file', path: '/home/user/-x.rdp', origin }],
    ['file://elsewhere/x.rdp', null],
    ['file:///a%2Fb.rdp', null],
    ['a\0b.rdp', null],
    ['x'.repeat(MAX_LINK_LENGTH + 1), null],
  ])('%j', (word, request) => {
    expect(requestOfWord(word, '/home/user', origin)).toEqual(request);
  });
});
