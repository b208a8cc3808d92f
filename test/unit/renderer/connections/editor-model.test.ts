import { describe, expect, it } from 'vitest';
import {
  draftOf,
  effectiveName,
  isDirty,
  newDraft,
  secretState,
  toProfileDraft,
  withoutSecret,
  withProtocol,
  withSavedSecret,
  withValue,
} from '../../../../src/renderer/connections/editor-model';
import { INITIAL_PARAMETERS } from '../../../../src/shared/model/parameters/catalogue';
import { sampleProfile } from '../../../support/sample-data';

const saved = draftOf(
  sampleProfile(1, { parameters: { hostname: 'a', username: 'ana' }, secretNames: ['password'] }),
);

describe('a draft', () => {
  it('of a new connection begins with the values that suit its protocol', () => {
    const draft = newDraft('vnc');
    expect(draft.values).toEqual(INITIAL_PARAMETERS.vnc);
    expect(isDirty(draft, draft)).toBe(false);
  });

  it('is unchanged when a value is set and cleared again', () => {
    const draft = withValue(withValue(saved, 'port', '22'), 'port', '');
    expect(isDirty(draft, saved)).toBe(false);
    expect(isDirty(withValue(saved, 'port', '22'), saved)).toBe(true);
    expect(isDirty({ ...saved, name: ` ${saved.name} ` }, saved)).toBe(false);
  });

  it('sends only what is set', () => {
    const draft = withValue(saved, 'username', '');
    expect(toProfileDraft(draft, saved)).toEqual({
      id: saved.id,
      name: saved.name,
      protocol: 'ssh',
      parameters: { hostname: 'a' },
      secrets: {},
    });
    expect(toProfileDraft(newDraft('ssh'), newDraft('ssh'))).not.toHaveProperty('id');
  });

  it('takes the host as its name when it has none', () => {
    expect(effectiveName({ name: '  ', values: { hostname: ' a.example.net ' } })).toBe('a.example.net');
    expect(effectiveName({ name: 'Mine', values: { hostname: 'a' } })).toBe('Mine');
    expect(effectiveName({ name: '', values: {} })).toBe('');
  });
});

describe('a change of protocol', () => {
  it('keeps what the user set and exchanges what a new connection begins with', () => {
    const vnc = withValue(newDraft('vnc'), 'hostname', 'a');
    const rdp = withProtocol(vnc, 'rdp');
    expect(rdp.values).toEqual({ ...INITIAL_PARAMETERS.rdp, hostname: 'a' });
    expect(withProtocol(withValue(vnc, 'port', '5901'), 'ssh').values.port).toBe('5901');
  });

  it('makes saved secrets outdated, as a change of host does, until it is taken back', () => {
    const saved = draftOf(sampleProfile(2, { parameters: { hostname: 'a' }, secretNames: ['password'] }));
    const other = saved.protocol === 'telnet' ? 'ssh' : 'telnet';
    expect(secretState(withProtocol(saved, other), 'password')).toBe('outdated');
    expect(secretState(withProtocol(withProtocol(saved, other), saved.protocol), 'password')).toBe('saved');
    expect(secretState(withValue(saved, 'hostname', 'b'), 'password')).toBe('outdated');
  });

  it('sends nothing that the new protocol does not know, yet loses nothing on the way back', () => {
    const rdp = withValue(withProtocol(saved, 'rdp'), 'domain', 'OFFICE');
    const ssh = withProtocol(rdp, 'ssh');
    expect(toProfileDraft(ssh, saved).parameters).not.toHaveProperty('domain');
    expect(toProfileDraft(withProtocol(ssh, 'rdp'), saved).parameters).toMatchObject({ domain: 'OFFICE' });
  });

  it('drops values that no protocol knows, and keeps them otherwise', () => {
    const odd = { ...saved, values: { ...saved.values, 'from-the-future': '7' } };
    expect(toProfileDraft(odd, odd).parameters).toHaveProperty('from-the-future', '7');
    expect(toProfileDraft(withProtocol(odd, 'rdp'), odd).parameters).not.toHaveProperty('from-the-future');
  });
});

describe('a secret in a draft', () => {
  it('is saved, changed, forgotten or empty', () => {
    expect(secretState(saved, 'password')).toBe('saved');
    expect(secretState(withValue(saved, 'password', 'x'), 'password')).toBe('changed');
    expect(secretState(withoutSecret(saved, 'password'), 'password')).toBe('forgotten');
    expect(secretState(saved, 'passphrase')).toBe('empty');
  });

  it('never lies among the plain values', () => {
    const draft = withValue(saved, 'password', 'x');
    expect(draft.values).not.toHaveProperty('password');
    expect(toProfileDraft(draft, saved)).toMatchObject({ secrets: { password: 'x' } });
  });

  it('is as it was before when the change is taken back or cleared', () => {
    expect(isDirty(withSavedSecret(withoutSecret(saved, 'password'), 'password'), saved)).toBe(false);
    expect(isDirty(withValue(withValue(saved, 'password', 'x'), 'password', ''), saved)).toBe(false);
  });

  it('is forgotten by a null', () => {
    expect(toProfileDraft(withoutSecret(saved, 'password'), saved).secrets).toEqual({ password: null });
  });
});
