import type Guacamole from 'guacamole-common-js';
import { bytesOfBase64 } from './bytes-of-base64';

/**
 * Reads a stream of UTF-8 text to its end. A character may be split between blobs; what is not UTF-8 becomes
 * U+FFFD. (The library's StringReader damages characters beyond U+FFFF.)
 *
 * @param maxLength in UTF-16 units; a longer text is dropped as a whole, since half of one is worse than none
 * @param onText called once, at the end of the stream
 * @returns what gives the text up before its end
 */
export function readText(
  stream: Guacamole.InputStream,
  maxLength: number,
  onText: (text: string) => void,
): () => void {
  const decoder = new TextDecoder();
  let text = '';
  let isTooLong = false;

  const append = (part: string) => {
    isTooLong ||= text.length + part.length > maxLength;
    text = isTooLong ? '' : text + part;
  };
  stream.onblob = (data) => {
    if (!isTooLong) append(decoder.decode(bytesOfBase64(data), { stream: true }));
  };
  stream.onend = () => {
    append(decoder.decode());
    if (!isTooLong) onText(text);
  };
  return () => {
    isTooLong = true;
    text = '';
  };
}
