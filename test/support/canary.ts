/** A secret to look for: long enough, and of such letters, that it occurs nowhere by chance. */
export function makeCanary(name: string): string {
  return `Zq${name}7&é-${Math.random().toString(36).slice(2, 10)}Kx`;
}

/**
 * The names of all forms in which the content shows the secret: as text in UTF-8 or UTF-16, in Base64 at any
 * alignment, in hexadecimal, as part of a URL, with JSON's escapes, or as the key symbols of its characters.
 */
export function findSecret(content: Uint8Array | string, secret: string): string[] {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
  const lower = Buffer.from(bytes.toString('latin1').toLowerCase(), 'latin1');
  const found = formsOf(secret).filter(({ form, isCaseless }) => (isCaseless ? lower : bytes).includes(form));
  const names = found.map(({ name }) => name);
  return holdsKeysyms(bytes, secret) ? [...names, 'key symbols'] : names;
}

type Form = { name: string; form: Buffer; isCaseless: boolean };

function formsOf(secret: string): Form[] {
  const utf8 = Buffer.from(secret);
  const utf16 = Buffer.from(secret, 'utf16le');
  const exact = (name: string, form: Buffer | string): Form => ({
    name,
    form: Buffer.from(form),
    isCaseless: false,
  });
  const caseless = (name: string, form: string): Form => ({
    name,
    form: Buffer.from(form.toLowerCase()),
    isCaseless: true,
  });
  const percents = [...utf8].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const escapes = secret.replaceAll(/[^\x20-\x7e]/g, escapeUnit);
  return [
    exact('UTF-8', utf8),
    exact('UTF-16', utf16),
    exact('UTF-16, big end first', Buffer.from(utf16).swap16()),
    exact('one byte a character', Buffer.from(secret, 'latin1')),
    ...[0, 1, 2].flatMap((shift) => [
      exact('Base64', base64At(utf8, shift)),
      exact('Base64 of UTF-16', base64At(utf16, shift)),
    ]),
    caseless('hexadecimal', utf8.toString('hex')),
    caseless('hexadecimal of UTF-16', utf16.toString('hex')),
    caseless('URL, every byte', percents),
    caseless('URL', encodeURIComponent(secret)),
    caseless('JSON', escapes),
    caseless('JSON, every unit', secret.replaceAll(/[\s\S]/g, escapeUnit)),
  ];
}

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The characters of Base64 that depend on the secret alone, when it begins `shift` bytes after a group of three. */
function base64At(secret: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), secret]).toString('base64');
  const first = Math.ceil((shift * 8) / 6);
  const last = Math.floor(((shift + secret.length) * 8) / 6);
  return text.slice(first, last);
}

/** Whether the numbers of the characters follow each other; small numbers between them, and repetitions, are no cover. */
function holdsKeysyms(content: Buffer, secret: string): boolean {
  const wanted = withoutRepetition(Array.from(secret, (character) => character.codePointAt(0) ?? 0));
  const numbers = (content.toString('latin1').match(/(?<!\d)\d{2,7}(?!\d)/g) ?? []).map(Number);
  const text = ` ${withoutRepetition(numbers).join(' ')} `;
  return text.includes(` ${wanted.join(' ')} `);
}

const withoutRepetition = (numbers: readonly number[]): number[] =>
  numbers.filter((number, index) => number !== numbers[index - 1]);
