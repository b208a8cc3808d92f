import { describe, expect, it } from 'vitest';
import {
  findParameter,
  INITIAL_PARAMETERS,
  isSecretParameter,
  PARAMETER_CATALOGUE,
} from '../../../../../src/shared/model/parameters/catalogue';
import { PARAMETER_GROUPS } from '../../../../../src/shared/model/parameters/groups';
import { PROTOCOLS } from '../../../../../src/shared/model/protocol';
import { GUACD_PARAMETERS } from './guacd-parameters';

const essentialsOf = (protocol: (typeof PROTOCOLS)[number]) =>
  PARAMETER_CATALOGUE[protocol].filter((each) => each.essential).map((each) => each.name);

describe('the parameter catalogue', () => {
  it('holds all 260 parameters of the five protocols', () => {
    expect(PROTOCOLS.flatMap((protocol) => PARAMETER_CATALOGUE[protocol])).toHaveLength(260);
  });

  it.each(PROTOCOLS)(
    'matches what guacd takes for %s: names, kinds, secrets, required ones, releases',
    (protocol) => {
      const ours = PARAMETER_CATALOGUE[protocol].map((each) =>
        [
          each.name,
          each.kind,
          each.secret ? 'secret' : 'plain',
          each.required ? 'required' : 'optional',
          each.since ?? '-',
        ].join(' '),
      );
      expect([...ours].sort()).toEqual(GUACD_PARAMETERS[protocol]);
    },
  );

  it.each(PROTOCOLS)('names and explains every parameter of %s', (protocol) => {
    for (const each of PARAMETER_CATALOGUE[protocol]) {
      expect(each.label, each.name).toMatch(/^[A-Z].{0,40}$/);
      expect(each.help, each.name).toMatch(/^[A-Z][^]{10,200}\.$/);
    }
  });

  it.each(PROTOCOLS)('shows the parameters of %s group by group, in the order of the groups', (protocol) => {
    const order = PARAMETER_GROUPS[protocol].map((group) => group.key);
    const seen = PARAMETER_CATALOGUE[protocol].map((each) => each.group);
    expect(seen.filter((group, index) => group !== seen[index - 1])).toEqual(order);
  });

  it.each(PROTOCOLS)('gives every label of a group of %s once', (protocol) => {
    const labels = PARAMETER_CATALOGUE[protocol].map((each) => `${each.group}: ${each.label}`);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('shows the few fields that most people need first, in a sensible order', () => {
    expect(essentialsOf('ssh')).toEqual([
      'hostname',
      'port',
      'username',
      'password',
      'private-key',
      'passphrase',
    ]);
    expect(essentialsOf('rdp')).toEqual([
      'hostname',
      'port',
      'username',
      'password',
      'domain',
      'security',
      'ignore-cert',
    ]);
    expect(essentialsOf('vnc')).toEqual(['hostname', 'port', 'username', 'password']);
    expect(essentialsOf('telnet')).toEqual(['hostname', 'port', 'username', 'password']);
    expect(essentialsOf('kubernetes')).toEqual([
      'hostname',
      'port',
      'namespace',
      'pod',
      'container',
      'use-ssl',
    ]);
  });

  it.each(PROTOCOLS)(
    'offers options for every enum of %s, each once, and no bounds but on integers',
    (protocol) => {
      for (const each of PARAMETER_CATALOGUE[protocol]) {
        const values = each.options.map((option) => option.value);
        expect(new Set(values).size, each.name).toBe(values.length);
        if (each.kind === 'enum') expect(values.length, each.name).toBeGreaterThan(1);
        if (each.kind !== 'integer') expect([each.min, each.max], each.name).toEqual([null, null]);
      }
    },
  );

  it('never accepts any certificate, skips a login or forwards a key by default', () => {
    for (const protocol of PROTOCOLS) {
      for (const name of [
        'ignore-cert',
        'disable-auth',
        'cert-tofu',
        'enable-agent',
        'recording-include-keys',
      ]) {
        expect(findParameter(protocol, name)?.defaultValue ?? 'false', `${protocol} ${name}`).toBe('false');
        expect(INITIAL_PARAMETERS[protocol][name]).toBeUndefined();
      }
    }
  });

  it('says where a folder lies when it lies with the engine', () => {
    for (const protocol of PROTOCOLS) {
      for (const name of ['typescript-path', 'recording-path', 'drive-path']) {
        expect(findParameter(protocol, name)?.help ?? "the engine's computer").toContain(
          "the engine's computer",
        );
      }
    }
  });

  it('knows a secret name under any protocol', () => {
    expect(isSecretParameter('password')).toBe(true);
    expect(isSecretParameter('client-key')).toBe(true);
    expect(isSecretParameter('username')).toBe(false);
    expect(isSecretParameter('constructor')).toBe(false);
  });

  it('starts new profiles only with parameters that exist', () => {
    for (const protocol of PROTOCOLS) {
      for (const name of Object.keys(INITIAL_PARAMETERS[protocol])) {
        expect(findParameter(protocol, name), `${protocol} ${name}`).toBeDefined();
      }
    }
  });
});
