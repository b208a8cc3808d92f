import { describe, expect, it } from 'vitest';
import {
  composeAnswer,
  composeSelect,
  parseOffer,
  type HandshakeOptions,
} from '../../../../src/main/guacd/handshake';
import { decodeInstructions } from '../../../../src/shared/guacamole/decode';
import { caught } from '../../../support/caught';

const options: HandshakeOptions = {
  parameters: { hostname: 'h', port: '22' },
  display: { width: 1024, height: 768, dpi: 96 },
  audio: ['audio/L16'],
  image: ['image/png', 'image/webp'],
  timezone: 'Europe/Berlin',
  clientName: 'Desk 😀',
};

function answerTo(args: string[], more: Partial<HandshakeOptions> = {}): string[][] {
  const found: string[][] = [];
  const { text } = composeAnswer(parseOffer(args), { ...options, ...more });
  decodeInstructions(text, false, (opcode, elements) => found.push([opcode, ...elements]));
  return found;
}

describe('composeSelect', () => {
  it('selects a protocol', () => {
    expect(composeSelect({ protocol: 'ssh' })).toBe('6.select,3.ssh;');
  });

  it('selects a session by its connection ID', () => {
    expect(composeSelect({ join: '$abc' })).toBe('6.select,4.$abc;');
  });

  it.each(['', '$abc', '../ssh', 'SSH', 'a'.repeat(33)])('refuses "%s" as a protocol', (protocol) => {
    expect(caught(() => composeSelect({ protocol })).code).toBe('INSTRUCTION_INVALID');
  });

  it.each(['', '$', 'ssh', `$${'a'.repeat(64)}`, '$a b'])(
    'refuses "%s" as a connection ID, and does not repeat it',
    (join) => {
      const error = caught(() => composeSelect({ join }));
      expect(error.code).toBe('INSTRUCTION_INVALID');
      expect(JSON.stringify(error.toWire())).not.toContain(join === '' ? '$' : `"${join}"`);
    },
  );
});

describe('parseOffer', () => {
  it('takes the version from the first element', () => {
    expect(parseOffer(['VERSION_1_3_0', 'hostname'])).toEqual({
      offeredVersion: 'VERSION_1_3_0',
      version: 'VERSION_1_3_0',
      parameterNames: ['hostname'],
    });
  });

  it('knows a guacd that sends no version', () => {
    expect(parseOffer(['hostname', 'port'])).toEqual({
      offeredVersion: null,
      version: null,
      parameterNames: ['hostname', 'port'],
    });
  });

  it('keeps what a newer guacd offers, and agrees on ours', () => {
    expect(parseOffer(['VERSION_1_7_0'])).toMatchObject({
      offeredVersion: 'VERSION_1_7_0',
      version: 'VERSION_1_5_0',
    });
  });

  it('stands an empty list', () => {
    expect(parseOffer([])).toEqual({ offeredVersion: null, version: null, parameterNames: [] });
  });
});

describe('composeAnswer', () => {
  it('says everything to version 1.5', () => {
    expect(answerTo(['VERSION_1_5_0', 'port', 'hostname'])).toEqual([
      ['size', '1024', '768', '96'],
      ['audio', 'audio/L16'],
      ['video'],
      ['image', 'image/png', 'image/webp'],
      ['timezone', 'Europe/Berlin'],
      ['name', 'Desk 😀'],
      ['connect', 'VERSION_1_5_0', '22', 'h'],
    ]);
  });

  it.each(['VERSION_1_1_0', 'VERSION_1_3_0'])('leaves out the name for %s', (version) => {
    expect(answerTo([version, 'port']).map(([opcode]) => opcode)).toEqual([
      'size',
      'audio',
      'video',
      'image',
      'timezone',
      'connect',
    ]);
  });

  it('says exactly size, audio, video, image and connect to a guacd without a version', () => {
    expect(answerTo(['hostname', 'port'])).toEqual([
      ['size', '1024', '768', '96'],
      ['audio', 'audio/L16'],
      ['video'],
      ['image', 'image/png', 'image/webp'],
      ['connect', 'h', '22'],
    ]);
  });

  it('P5: answers a version it does not know with the newest it does, in as many values', () => {
    expect(answerTo(['VERSION_9_0_0', 'port']).at(-1)).toEqual(['connect', 'VERSION_1_5_0', '22']);
  });

  it('always sends audio and image, which guacd reads without a check', () => {
    const bare = { parameters: {}, display: options.display };
    const { text } = composeAnswer(parseOffer(['VERSION_1_5_0']), bare);
    expect(text).toContain('5.audio;');
    expect(text).toContain('5.image,9.image/png,10.image/jpeg,10.image/webp;');
  });

  it('sends whole pixels, at least one', () => {
    expect(answerTo(['VERSION_1_5_0'], { display: { width: 100.6, height: 0, dpi: 143.9 } })[0]).toEqual([
      'size',
      '101',
      '1',
      '144',
    ]);
  });

  it('names the parameters that guacd does not know', () => {
    const { unknown } = composeAnswer(parseOffer(['VERSION_1_5_0', 'port']), options);
    expect(unknown).toEqual(['hostname']);
  });

  it.each([
    ['too long', 'x'.repeat(8193)],
    ['with NUL', 'secret\0'],
  ])('refuses a value %s by the name of its parameter, without the value', (_, value) => {
    for (const args of [
      ['VERSION_1_5_0', 'port', 'private-key'],
      ['port', 'private-key'],
    ]) {
      const error = caught(() => answerTo(args, { parameters: { 'private-key': value } }));
      expect(error.code).toBe('PROFILE_INVALID');
      expect(error.details.parameter).toBe('private-key');
      expect(JSON.stringify(error.toWire())).not.toMatch(/secret|xxx/);
    }
  });

  it('refuses values that are too long together', () => {
    const names = Array.from({ length: 5 }, (_, index) => `p${index}`);
    const parameters = Object.fromEntries(names.map((name) => [name, 'x'.repeat(8000)]));
    expect(caught(() => answerTo(['VERSION_1_5_0', ...names], { parameters })).code).toBe('PROFILE_INVALID');
  });

  it('P5: carries 126 parameters, and refuses a guacd that asks for 200', () => {
    const names = Array.from({ length: 200 }, (_, index) => `p${index}`);
    expect(answerTo(['VERSION_1_5_0', ...names.slice(0, 126)]).at(-1)).toHaveLength(128);
    expect(caught(() => answerTo(['VERSION_1_5_0', ...names])).code).toBe('GUACD_PROTOCOL_VIOLATION');
  });
});
