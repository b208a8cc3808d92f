import { StringDecoder } from 'node:string_decoder';
import { MAX_LINE_LENGTH, safeLogText } from './safe-log-text';

/**
 * Turns the bytes of an output stream into lines of safe text. Characters may be cut anywhere between chunks;
 * bytes that are not UTF-8 become U+FFFD. A line longer than the limit is cut, so at most one line is held.
 */
export class LineReader {
  readonly #decoder = new StringDecoder('utf8');
  readonly #onLine: (text: string) => void;
  #partial = '';

  /** @param onLine called synchronously for each line that is not empty, without its line end */
  constructor(onLine: (text: string) => void) {
    this.#onLine = onLine;
  }

  write(chunk: Uint8Array): void {
    this.#take(this.#decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
  }

  /** Hands over what came after the last line end. */
  end(): void {
    this.#take(this.#decoder.end());
    this.#emit();
  }

  #take(text: string): void {
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      this.#append(text.slice(start, end));
      this.#emit();
      start = end + 1;
    }
    this.#append(text.slice(start));
  }

  #append(text: string): void {
    // One more than the limit, so that cutting the line still shows.
    const room = MAX_LINE_LENGTH + 1 - this.#partial.length;
    if (room > 0) this.#partial += text.slice(0, room);
  }

  #emit(): void {
    const line = safeLogText(this.#partial);
    this.#partial = '';
    if (line.trim() !== '') this.#onLine(line);
  }
}
