import { describe, expect, it } from 'vitest';
import { parameterSections } from '../../../../src/renderer/connections/parameter-groups';
import { PARAMETER_CATALOGUE } from '../../../../src/shared/model/parameters/catalogue';
import { PROTOCOLS } from '../../../../src/shared/model/protocol';

describe('the sections of the editor', () => {
  it.each(PROTOCOLS)('show every parameter of %s exactly once', (protocol) => {
    const { essentials, groups } = parameterSections(protocol);
    const shown = [...essentials, ...groups.flatMap(({ parameters }) => parameters)].map(({ name }) => name);
    expect(shown.sort()).toEqual(PARAMETER_CATALOGUE[protocol].map(({ name }) => name).sort());
  });

  it('begin with the host', () => {
    expect(parameterSections('ssh').essentials[0]?.name).toBe('hostname');
  });

  it('find by label, by the name in guacd and by the name of the group', () => {
    const found = (filter: string) => {
      const { essentials, groups } = parameterSections('ssh', filter);
      return [...essentials, ...groups.flatMap(({ parameters }) => parameters)].map(({ name }) => name);
    };
    expect(found('FONT size')).toContain('font-size');
    expect(found('server-alive-interval')).toContain('server-alive-interval');
    expect(found('wake-on-lan').length).toBeGreaterThan(1);
    expect(found('no such thing')).toEqual([]);
  });
});
