import { describe, expect, it } from 'vitest';
import { isAtLeast, isVersionToken, negotiateVersion } from '../../../../src/main/guacd/protocol-version';

describe('isVersionToken', () => {
  it.each(['VERSION_1_0_0', 'VERSION_1_5_0', 'VERSION_12_0_345'])('takes %s', (token) => {
    expect(isVersionToken(token)).toBe(true);
  });

  it.each(['hostname', 'VERSION_1_5', 'version_1_5_0', 'VERSION_1_5_0x', 'VERSION_-1_5_0', ''])(
    'refuses "%s"',
    (token) => {
      expect(isVersionToken(token)).toBe(false);
    },
  );
});

describe('negotiateVersion', () => {
  it.each([
    ['VERSION_1_0_0', 'VERSION_1_0_0'],
    ['VERSION_1_1_0', 'VERSION_1_1_0'],
    ['VERSION_1_3_0', 'VERSION_1_3_0'],
    ['VERSION_1_5_0', 'VERSION_1_5_0'],
    ['VERSION_1_2_0', 'VERSION_1_1_0'],
    ['VERSION_1_4_9', 'VERSION_1_3_0'],
    ['VERSION_1_6_0', 'VERSION_1_5_0'],
    ['VERSION_1_10_0', 'VERSION_1_5_0'],
    ['VERSION_2_0_0', 'VERSION_1_5_0'],
    ['VERSION_0_9_0', 'VERSION_1_0_0'],
  ])('answers %s with %s', (offered, agreed) => {
    expect(negotiateVersion(offered)).toBe(agreed);
  });
});

describe('isAtLeast', () => {
  it('is false for a guacd that sends no version', () => {
    expect(isAtLeast(null, 'VERSION_1_0_0')).toBe(false);
  });

  it('compares numbers', () => {
    expect(isAtLeast('VERSION_1_3_0', 'VERSION_1_1_0')).toBe(true);
    expect(isAtLeast('VERSION_1_3_0', 'VERSION_1_3_0')).toBe(true);
    expect(isAtLeast('VERSION_1_3_0', 'VERSION_1_5_0')).toBe(false);
  });
});
