import type { GuacdTrace, TraceFacts } from '../guacd';

/** A trace file is set aside when it would grow beyond this many bytes. */
export const MAX_TRACE_FILE_BYTES = 4 * 1_048_576;
/** Text that waits for the end of the turn; more is written at once. */
export const MAX_PENDING_CHARACTERS = 65_536;

export type TraceLogOptions = {
  /** Takes whole lines without the last line break. May throw: the lines are lost then, and nothing else is. */
  sink: (lines: string) => void;
  /** Wall-clock time for the reader of the trace. */
  wallTime: () => Date;
  /** Calls back once everything that is ready in this turn of the event loop has been handled. */
  afterTurn: (callback: () => void) => void;
};

/**
 * The protocol trace: one JSON object a line for each instruction of each guacd connection, with what
 * `TraceWording` says about it and nothing more. The lines of one turn of the event loop are written together.
 */
export class TraceLog {
  readonly #options: TraceLogOptions;
  #pending: string[] = [];
  #pendingCharacters = 0;
  #isWriteDue = false;
  #connections = 0;

  constructor(options: TraceLogOptions) {
    this.#options = options;
  }

  /** What traces one connection. The name is that of the client, which the log and guacd's log have too. */
  connection(client: string): GuacdTrace {
    const connection = ++this.#connections;
    return (event, facts) => this.#add({ client, connection, event, ...facts });
  }

  /** Writes what waits. To be called before the app ends. */
  flush(): void {
    if (this.#pending.length === 0) return;
    const lines = this.#pending.join('\n');
    this.#pending = [];
    this.#pendingCharacters = 0;
    try {
      this.#options.sink(lines);
    } catch {
      // A full disk must not end a session.
    }
  }

  #add(facts: TraceFacts): void {
    const line = JSON.stringify({ time: this.#options.wallTime().toISOString(), ...facts });
    this.#pending.push(line);
    this.#pendingCharacters += line.length;
    if (this.#pendingCharacters >= MAX_PENDING_CHARACTERS) this.flush();
    if (this.#isWriteDue) return;
    this.#isWriteDue = true;
    this.#options.afterTurn(() => {
      this.#isWriteDue = false;
      this.flush();
    });
  }
}
