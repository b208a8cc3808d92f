import { describe, expect, it } from 'vitest';
import {
  protocolVersionWarnings,
  versionWarnings,
} from '../../../../src/main/guacd-process/version-warnings';

describe('the warning about a version of guacd', () => {
  it.each([
    ['1.3.0', ['CVE-2023-30576', 'CVE-2023-43826', 'CVE-2024-35164']],
    ['1.5.1', ['CVE-2023-30576', 'CVE-2023-43826', 'CVE-2024-35164']],
    ['1.5.2', ['CVE-2023-43826', 'CVE-2024-35164']],
    ['1.5.4', ['CVE-2024-35164']],
    ['1.5.5', ['CVE-2024-35164']],
    ['0.9.14', ['CVE-2023-30576', 'CVE-2023-43826', 'CVE-2024-35164']],
  ])('names for %s the published holes %j and the version that is advised', (version, holes) => {
    const [sentence, ...more] = versionWarnings(version);
    expect(more).toEqual([]);
    expect(sentence?.match(/CVE-\d+-\d+/g)).toEqual(holes);
    expect(sentence).toContain(`guacd ${version} `);
    expect(sentence).toContain('1.6.0 or newer is advised');
  });

  it.each(['1.6.0', '1.6.1', '1.10.0', '2.0.0'])('says nothing about %s', (version) => {
    expect(versionWarnings(version)).toEqual([]);
  });

  it('says nothing about a version that is not known or not one', () => {
    expect(versionWarnings(null)).toEqual([]);
    expect(versionWarnings('unknown')).toEqual([]);
  });
});

describe('the warning about a protocol version', () => {
  it.each(['VERSION_1_1_0', 'VERSION_1_3_0', null])(
    'is given for %s, which only old engines offer',
    (version) => {
      expect(protocolVersionWarnings(version)).toHaveLength(1);
    },
  );

  it.each(['VERSION_1_5_0', 'VERSION_1_6_0', 'nonsense'])('is not given for %s', (version) => {
    expect(protocolVersionWarnings(version)).toEqual([]);
  });
});
