/** The bytes of a base64 text. @throws DOMException InvalidCharacterError when it is none */
export function bytesOfBase64(base64: string): Uint8Array {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = characters.charCodeAt(index);
  return bytes;
}
