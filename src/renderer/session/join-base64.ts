/**
 * The base64 text of the bytes that several base64 texts stand for.
 *
 * guacd cuts streams at multiples of three bytes, so that the texts can simply be joined; a text that ends in
 * padding before the last one has to be decoded first.
 *
 * @throws DOMException InvalidCharacterError when a text that must be decoded is not base64
 */
export function joinBase64(parts: readonly string[]): string {
  const hasPaddingInside = parts.slice(0, -1).some((part) => part.length % 4 !== 0 || part.endsWith('='));
  return hasPaddingInside ? btoa(parts.map((part) => atob(part)).join('')) : parts.join('');
}
