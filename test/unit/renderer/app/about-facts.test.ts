import { describe, expect, it } from 'vitest';
import { aboutFacts, aboutText } from '../../../../src/renderer/app/about-facts';
import type { AppInfo } from '../../../../src/shared/model/app-info';
import type { EngineState } from '../../../../src/shared/model/engine';

const info: AppInfo = {
  version: '0.1.0',
  electron: '45.4.1',
  chromium: '156.0.8078.79',
  node: '24.14.0',
  platform: 'linux',
  systemVersion: '6.1.0',
  arch: 'x64',
  isTestRuntime: false,
  secretStorage: 'keyring',
};

const engine: EngineState = {
  phase: 'ready',
  source: 'included',
  location: '/home/somebody/pestle/resources/engine',
  version: '1.3.0',
  address: '127.0.0.1:41822',
  encrypted: false,
  openTo: 'computer',
  isolation: 'namespaces',
  pid: 4711,
  problem: null,
  nextStartAt: null,
  warnings: ['guacd 1.3.0 has published security holes.'],
  revision: 1,
};

const text = (change: Partial<EngineState>) => aboutText(aboutFacts(info, { ...engine, ...change }));

describe('what About tells', () => {
  it('is complete without an engine', () => {
    expect(aboutFacts(info, null).facts.map(([label]) => label)).toEqual([
      'Electron',
      'Chromium',
      'Node',
      'System',
      'Passwords',
    ]);
  });

  it('names the engine, what shuts it in, and what is wrong with it', () => {
    expect(text({})).toContain('Engine: guacd 1.3.0, Included in Pestle\nIsolation: Sandboxed with user');
    expect(text({})).toContain('Warning: guacd 1.3.0 has published security holes.');
  });

  it('says that an engine is not ready', () => {
    const missing = { phase: 'missing', source: null, version: null, isolation: null } as const;
    expect(text(missing)).toContain('Engine: Not found\n');
  });

  it('warns of a test runtime', () => {
    expect(aboutFacts({ ...info, isTestRuntime: true }, null).warnings).toEqual([
      expect.stringContaining('Electron 45.4.1 is old'),
    ]);
  });

  it('holds no host name, folder, port or process', () => {
    const address = 'guacd.secret-department.example:4822';
    const warnings = [`The connection to ${address} is not encrypted: passwords travel in clear text.`];
    const problem = { code: 'GUACD_UNREACHABLE', message: `${address} is silent.`, advice: 'Look there.' };
    const copied = text({ source: 'remote', location: address, address, warnings, problem });
    expect(copied).toContain('Warning: The connection to the engine is not encrypted');
    expect(copied).toContain('Encryption: None');
    for (const told of [copied, text({})]) expect(told).not.toMatch(/secret-department|somebody|41822|4711/);
  });
});
