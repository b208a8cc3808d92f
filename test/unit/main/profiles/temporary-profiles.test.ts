import { describe, expect, it } from 'vitest';
import { TemporaryProfiles } from '../../../../src/main/profiles/temporary-profiles';
import { sampleId } from '../../../support/sample-data';

const draft = {
  name: ' web ',
  protocol: 'ssh',
  parameters: { hostname: ' web ', port: '' },
  secrets: {},
} as const;

describe('TemporaryProfiles', () => {
  const create = (): TemporaryProfiles => {
    let ids = 0;
    return new TemporaryProfiles({ now: () => 7, createId: () => sampleId(++ids) });
  };

  it('keeps a connection while a session uses it', () => {
    const temporary = create();
    const { id } = temporary.add(draft);
    const other = temporary.add(draft);
    expect(temporary.get(id)).toMatchObject({ name: 'web', parameters: { hostname: 'web' }, createdAt: 7 });
    temporary.keepOnly(new Set([id]));
    expect(temporary.get(other.id)).toBeUndefined();
    expect(temporary.get(id)).toBeDefined();
  });

  it.each([
    ['with a secret', { ...draft, secrets: { password: 'x' } }],
    ['with a secret among its parameters', { ...draft, parameters: { hostname: 'a', password: 'x' } }],
    ['without a host', { ...draft, parameters: {} }],
    ['that is saved', { ...draft, id: sampleId(9) }],
  ])('takes none %s', (_what, wrong) => {
    expect(() => create().add(wrong)).toThrow(expect.objectContaining({ code: 'PROFILE_INVALID' }) as Error);
  });
});
