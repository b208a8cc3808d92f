import type { Profile } from '../../../../src/shared/model/profile';

/** Who plays: the app's own path, or the path of a rival. */
export type HostContestant = 'pestle' | 'guacamole-lite' | 'guacamole-common-js';

/** What the page does with the instructions of a session: count them, or draw them as a session view does. */
export type SessionUse = 'count' | 'draw';

/** A session to open: the engine behind it and what guacd is told. */
export type OpenRequest = {
  /** Port of guacd on the loopback address; for `guacamole-common-js` that of a web socket server. */
  port: number;
  protocol: Profile['protocol'];
  parameters: Record<string, string>;
  use: SessionUse;
};

/** What the parent may ask of the host's main process. */
export type HostCalls = {
  open: { request: OpenRequest; answer: number };
  /** Calls a function of the page: {@link PageApi}. */
  page: { request: { name: string; args: readonly unknown[] }; answer: unknown };
  pids: { request: null; answer: { main: number; page: number } };
};

/** One line on the host's standard input. */
export type HostRequest = { id: number; name: keyof HostCalls; value: unknown };
/** One line on the host's standard output, after {@link ANSWER_MARK}. */
export type HostAnswer = { id: number; value?: unknown; error?: string };

/** The page asks main for the machine's clock. */
export const CLOCK_CHANNEL = 'bench:clock';

/** Marks the lines of the host that are answers; Chromium writes to the same stream. */
export const ANSWER_MARK = 'bench-answer ';

/** How the page is told of a session. */
export type PageSession =
  | { kind: 'pestle'; sessionId: string; use: SessionUse }
  | { kind: 'web-socket'; url: string; query: string; use: SessionUse };

/** Frames of one session that is drawn, and how long each took. */
export type DrawnFrames = {
  frames: number;
  /** Milliseconds from the message with its `sync` until it was on the canvas, for each frame. */
  delays: number[];
  /** When the last of them was in the picture's memory. */
  endedAt: number;
};

/** What the page can do for the parent. Times are milliseconds of the machine's monotonic clock. */
export type PageApi = {
  /** Prepares a session; resolves to its number when instructions can come. */
  show(session: PageSession): Promise<number>;
  /** When the instruction `name` with the argument `end` arrived. */
  ended(number: number): Promise<number>;
  /** Delays in milliseconds of the stamped instructions since the last call. */
  takeDelays(number: number): number[];
  /** Instructions and characters since the beginning. */
  counts(number: number): { instructions: number };
  /** Resolves once so many frames of the session were drawn since the last call. */
  drawn(number: number, frames: number): Promise<DrawnFrames>;
  /** Frames drawn since the session was shown. */
  frames(number: number): number;
  /** SHA-256 of the pixels of the whole picture, as hexadecimal, with its size. */
  picture(number: number): Promise<string>;
  /** The picture as a data: URI, to look at. */
  snapshot(number: number): string;
  /** Presses and releases a key; resolves to the milliseconds until a frame that came after it was drawn. */
  keyToPicture(number: number, keysym: number): Promise<number>;
  /** Ends a session and takes its picture away. */
  close(number: number): void;
  /** Sets the page's clock by that of the machine; returns the milliseconds by which it may be wrong. */
  setClock(): number;
  hasFocus(): boolean;
  /** Empties Chromium's memory of images. */
  forgetImages(): void;
};
