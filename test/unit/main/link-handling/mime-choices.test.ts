import { describe, expect, it } from 'vitest';
import { readChoice, withChoice } from '../../../../src/main/link-handling/mime-choices';

const SSH = 'x-scheme-handler/ssh';
const LIST = `# mine
[Added Associations]
x-scheme-handler/ssh=other.desktop;

[Default Applications]
text/html=browser.desktop
x-scheme-handler/ssh=terminal.desktop;putty.desktop;

[Removed Associations]
x-scheme-handler/ssh=old.desktop;
`;

describe('the choices in a mimeapps.list', () => {
  it('are read from their group only', () => {
    expect(readChoice(LIST, SSH)).toEqual(['terminal.desktop', 'putty.desktop']);
    expect(readChoice(LIST, 'x-scheme-handler/vnc')).toEqual([]);
    expect(readChoice('', SSH)).toEqual([]);
  });

  it('are changed in their line, and every other line stays', () => {
    const changed = withChoice(LIST, SSH, ['pestle.desktop', 'terminal.desktop']);
    expect(changed).toBe(LIST.replace('terminal.desktop;putty.desktop;', 'pestle.desktop;terminal.desktop;'));
  });

  it('are added to their group, or with it', () => {
    expect(withChoice(LIST, 'x-scheme-handler/vnc', ['pestle.desktop'])).toBe(
      LIST.replace(
        '[Default Applications]\n',
        '[Default Applications]\nx-scheme-handler/vnc=pestle.desktop;\n',
      ),
    );
    const fresh = '[Default Applications]\nx-scheme-handler/ssh=pestle.desktop;\n';
    expect(withChoice('', SSH, ['pestle.desktop'])).toBe(fresh);
    expect(withChoice('# mine', SSH, ['pestle.desktop'])).toBe(`# mine\n\n${fresh}`);
  });

  it('go with their line when none is left', () => {
    expect(withChoice(LIST, SSH, [])).toBe(
      LIST.replace('x-scheme-handler/ssh=terminal.desktop;putty.desktop;\n', ''),
    );
    expect(withChoice(LIST, 'x-scheme-handler/vnc', [])).toBe(LIST);
  });

  it('that are there twice become one', () => {
    const twice = '[Default Applications]\nx-scheme-handler/ssh=a.desktop\nx-scheme-handler/ssh=b.desktop\n';
    expect(readChoice(twice, SSH)).toEqual(['a.desktop', 'b.desktop']);
    expect(withChoice(twice, SSH, ['c.desktop'])).toBe(
      '[Default Applications]\nx-scheme-handler/ssh=c.desktop;\n',
    );
  });
});
