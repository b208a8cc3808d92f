import type { Clock } from '../../shared/clock';
import { redactFacts, type SafeFact } from './redaction';

export type LogLevel = 'info' | 'warn' | 'error';
export type LogFacts = Readonly<Record<string, unknown>>;

/** Takes one event for the log: a name such as `session.closed`, and plain facts about it. Never throws. */
export type Logger = Readonly<Record<LogLevel, (event: string, facts?: LogFacts) => void>>;

/** Where log lines end up. May throw: the log goes on without. */
export type LogSink = (line: string) => void;

/** Lines kept in memory, to be printed when the app has to end on an error. */
export const RING_LINES = 200;
/** Most lines in {@link RATE_WINDOW_MS}; more are counted and told as one. Ordinary use stays far below. */
export const MAX_LINES_PER_WINDOW = 200;
export const RATE_WINDOW_MS = 10_000;

export type LogOptions = {
  sink: LogSink;
  clock: Clock;
  /** Wall-clock time for the reader of the log. */
  wallTime: () => Date;
  /** Written as `~` in the log. */
  homeFolder: string;
};

/**
 * The log of the main process: one JSON object a line, redacted (see redaction.ts), limited in rate, kept in a
 * ring and written to a sink.
 */
export class Log {
  readonly logger: Logger;
  readonly #options: LogOptions;
  readonly #ring: string[] = [];
  #windowStart: number;
  #linesInWindow = 0;
  #suppressed = 0;

  constructor(options: LogOptions) {
    this.#options = options;
    this.#windowStart = options.clock.now();
    this.logger = Object.freeze({
      info: (event: string, facts?: LogFacts) => this.#write('info', event, facts),
      warn: (event: string, facts?: LogFacts) => this.#write('warn', event, facts),
      error: (event: string, facts?: LogFacts) => this.#write('error', event, facts),
    });
  }

  /** The last lines, oldest first. */
  recentLines(): readonly string[] {
    return [...this.#ring];
  }

  #write(level: LogLevel, event: string, facts: LogFacts = {}): void {
    if (!this.#isWithinRate()) return;
    this.#append({ level, event, ...redactFacts(facts, this.#options.homeFolder) });
  }

  #isWithinRate(): boolean {
    const now = this.#options.clock.now();
    if (now - this.#windowStart >= RATE_WINDOW_MS) {
      this.#windowStart = now;
      this.#linesInWindow = 0;
      if (this.#suppressed > 0)
        this.#append({ level: 'warn', event: 'log.suppressed', count: this.#suppressed });
      this.#suppressed = 0;
    }
    this.#linesInWindow += 1;
    if (this.#linesInWindow <= MAX_LINES_PER_WINDOW) return true;
    this.#suppressed += 1;
    return false;
  }

  #append(entry: Record<string, SafeFact>): void {
    const line = JSON.stringify({ time: this.#options.wallTime().toISOString(), ...entry });
    this.#ring.push(line);
    if (this.#ring.length > RING_LINES) this.#ring.shift();
    try {
      this.#options.sink(line);
    } catch {
      // A full disk must not end a session; the ring still has the line.
    }
  }
}
