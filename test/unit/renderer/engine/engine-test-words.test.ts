import { describe, expect, it } from 'vitest';
import { engineTestFailure, engineTestWords } from '../../../../src/renderer/engine/engine-test-words';
import { AppError } from '../../../../src/shared/errors';

describe('the words about a test of an engine', () => {
  it.each([
    ['VERSION_1_5_0', 12.4, 'guacd 1.5 or newer answers. Connecting took 12 ms.'],
    ['VERSION_1_3_0', 0.42, 'guacd 1.3 answers. Connecting took 0.4 ms.'],
    [null, 100, 'guacd answers. Connecting took 100 ms.'],
    ['<b>VERSION_1_5_0</b>', 100, 'guacd answers. Connecting took 100 ms.'],
  ])('tell version %s and the time', (protocolVersion, connectMs, words) => {
    expect(engineTestWords({ protocolVersion, connectMs })).toBe(words);
  });

  it('say what helps when it fails', () => {
    expect(engineTestFailure(new AppError('GUACD_TLS_FAILED'))).toContain('certificate names this host');
    expect(engineTestFailure(new AppError('GUACD_SILENT'))).toContain('Check the network');
  });
});
