import { describe, expect, it } from 'vitest';
import { createAppInfo } from '../../../../src/main/app/app-info';

const sources = {
  version: '0.1.0',
  versions: { electron: '45.4.1', chrome: '150.0.0.0', node: '24.1.0' },
  platform: 'linux',
  systemVersion: '6.1.0',
  arch: 'x64',
  environment: {},
  canPersistSecrets: true,
};

describe('createAppInfo', () => {
  it('tells versions, platform and where secrets go', () => {
    expect(createAppInfo(sources)).toEqual({
      version: '0.1.0',
      electron: '45.4.1',
      chromium: '150.0.0.0',
      node: '24.1.0',
      platform: 'linux',
      systemVersion: '6.1.0',
      arch: 'x64',
      isTestRuntime: false,
      secretStorage: 'keyring',
    });
    expect(createAppInfo({ ...sources, canPersistSecrets: false }).secretStorage).toBe('memory');
  });

  it('calls an old Electron a test runtime, and one that the start script chose as such', () => {
    expect(createAppInfo({ ...sources, versions: { electron: '25.1.1' } }).isTestRuntime).toBe(true);
    expect(createAppInfo({ ...sources, versions: {} }).isTestRuntime).toBe(true);
    expect(createAppInfo({ ...sources, environment: { PESTLE_TEST_RUNTIME: '1' } }).isTestRuntime).toBe(true);
  });
});
