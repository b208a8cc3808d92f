import { PullProgress } from './pull-progress';

/** Lines that tell why a command failed; it says so at its end. */
const KEPT_LINES = 200;
/** Lines and characters of a line that the page is shown. */
const SHOWN_LINES = 12;
const SHOWN_LENGTH = 300;

// A proxy is sometimes written with its password.
const LOGIN_IN_ADDRESS = /:\/\/[^/\s@]+@/g;

/** What the command of a step has written so far, of which only the end is kept. */
export class StepOutput {
  readonly #lines: string[] = [];
  readonly #progress = new PullProgress();
  #share: number | null = null;

  /** @param line safe text, without its line end */
  add(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
    this.#share = this.#progress.take(line);
  }

  /** The last lines, oldest first. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The last few lines as the page may show them: short, and without logins. */
  get shown(): string[] {
    return this.#lines.slice(-SHOWN_LINES).map((line) => {
      const text = line.replace(LOGIN_IN_ADDRESS, '://…@');
      return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH - 1)}…` : text;
    });
  }

  /** The share that is done, 0 to 1; null when it is not known. */
  get progress(): number | null {
    return this.#share;
  }
}
