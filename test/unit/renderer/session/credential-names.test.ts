import { describe, expect, it } from 'vitest';
import { credentialLabel, isSecretCredential } from '../../../../src/renderer/session/credential-names';

describe('credentialLabel', () => {
  it.each([
    ['username', 'User name'],
    ['password', 'Password'],
    ['gateway-password', 'Gateway password'],
    ['domain', 'Domain'],
  ])('of %s', (name, label) => {
    expect(credentialLabel(name)).toBe(label);
  });
});

describe('isSecretCredential', () => {
  it.each(['password', 'passphrase', 'private-key', 'gateway-password', 'sftp-passphrase'])(
    'hides %s',
    (name) => {
      expect(isSecretCredential(name)).toBe(true);
    },
  );

  it.each(['username', 'domain', 'gateway-username'])('shows %s', (name) => {
    expect(isSecretCredential(name)).toBe(false);
  });
});
