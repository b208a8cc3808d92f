/**
 * Every failure that Pestle can name: one code, the sentence the user reads, what the user can do next, and
 * whether trying again without a change can help. To add an error, add a line here and throw it somewhere:
 * a test checks that each code has both a text and a producer.
 */
export const APP_ERRORS = {
  // The engine and the way to it.
  ENGINE_MISSING: [
    'No guacd was found on this computer.',
    'Open the Engine page to choose or install one.',
    false,
  ],
  ENGINE_SETUP_NEEDED: [
    'The engine (guacd) has to be set up first.',
    'Choose “Set up an engine” on the Engine page.',
    false,
  ],
  ENGINE_SETUP_REFUSED: [
    'This step of the set-up cannot be run now.',
    'Wait until the present step is over, or look again.',
    false,
  ],
  ENGINE_START_FAILED: ['The engine (guacd) could not be started.', 'See its log on the Engine page.', false],
  ENGINE_NOT_READY: [
    'The engine (guacd) did not become ready in time.',
    'See its log on the Engine page.',
    true,
  ],
  GUACD_UNREACHABLE: ['The engine (guacd) does not accept connections.', 'Check the Engine page.', true],
  TOO_MANY_FILES: [
    'This computer allows Pestle no more connections and open files.',
    'Close sessions or other programs, then reconnect.',
    true,
  ],
  GUACD_CONNECT_TIMEOUT: [
    'The engine (guacd) did not answer in time.',
    'Check the Engine page and the network.',
    true,
  ],
  GUACD_TLS_FAILED: [
    'The encrypted connection to the engine could not be verified.',
    'Check the certificate set on the Engine page.',
    false,
  ],
  GUACD_HANDSHAKE_TIMEOUT: [
    'The engine (guacd) stopped answering while the session was set up.',
    'Reconnect, or see the engine log.',
    true,
  ],
  GUACD_HANDSHAKE_FAILED: [
    'The engine (guacd) ended the session while it was set up.',
    'See the engine log for the reason.',
    false,
  ],
  GUACD_PROTOCOL_MISSING: [
    'This engine (guacd) cannot open connections of this kind.',
    'Install its plug-in for this protocol, or choose another engine.',
    false,
  ],
  GUACD_PROTOCOL_VIOLATION: [
    'The engine (guacd) sent data that is not valid.',
    'Reconnect. If it happens again, the engine may be damaged.',
    true,
  ],
  GUACD_LOST: [
    'The connection to the engine (guacd) was lost.',
    'Reconnect to open the session again.',
    true,
  ],
  GUACD_SILENT: ['The engine (guacd) has stopped answering.', 'Check the network, then reconnect.', true],
  GUACD_STALLED: [
    'The engine (guacd) no longer accepts input.',
    'Reconnect to open the session again.',
    true,
  ],

  // What guacd reports about a session, by Guacamole protocol status code.
  UNSUPPORTED: [
    'The engine does not support what this session asked for.',
    'Check the settings of the connection.',
    false,
  ],
  SERVER_ERROR: [
    'The engine met an error and ended the session.',
    'See the engine log for the reason.',
    true,
  ],
  SERVER_BUSY: [
    'The engine is too busy for another session.',
    'Close a session or try again in a few minutes.',
    true,
  ],
  UPSTREAM_TIMEOUT: [
    'The remote computer takes too long to answer.',
    'Check that it is switched on and reachable.',
    true,
  ],
  UPSTREAM_ERROR: [
    'The remote computer failed and closed the connection.',
    'Reconnect, or check the remote computer.',
    true,
  ],
  RESOURCE_NOT_FOUND: ['The session to join does not exist any more.', 'Open the connection again.', false],
  RESOURCE_CONFLICT: [
    'The connection is in use and cannot be shared.',
    'Close the other session first.',
    false,
  ],
  RESOURCE_CLOSED: ['What the session asked for was closed.', 'Reconnect to open the session again.', false],
  UPSTREAM_NOT_FOUND: [
    'The remote computer cannot be reached.',
    'Check the host name, the port and the network.',
    true,
  ],
  UPSTREAM_UNAVAILABLE: [
    'The remote computer refuses connections.',
    'Check that its service runs and accepts you.',
    true,
  ],
  SESSION_CONFLICT: ['Another session took over this connection.', 'Reconnect to take it back.', false],
  SESSION_TIMEOUT: ['The session was closed because it was inactive.', 'Reconnect to go on.', false],
  SESSION_CLOSED: ['The remote computer ended the session.', 'Reconnect to open it again.', false],
  CLIENT_BAD_REQUEST: [
    'The engine did not accept a request of this session.',
    'Check the settings of the connection.',
    false,
  ],
  CLIENT_UNAUTHORIZED: ['The login failed.', 'Check the user name and the password.', false],
  CLIENT_FORBIDDEN: ['The remote computer denies access.', 'Ask its administrator for access.', false],
  CLIENT_TIMEOUT: [
    'The engine received nothing from this session for too long.',
    'Check the network, then reconnect.',
    true,
  ],
  CLIENT_OVERRUN: ['The session sent more data than the engine accepts.', 'Reconnect to go on.', false],
  CLIENT_BAD_TYPE: [
    'The session sent data of a kind that the engine does not know.',
    'Reconnect to go on.',
    false,
  ],
  CLIENT_TOO_MANY: [
    'This session uses too many resources of the engine.',
    'Close other sessions, then reconnect.',
    false,
  ],

  // Sessions as this app keeps them.
  INSTRUCTION_INVALID: [
    'An instruction is not valid.',
    'This is a fault in Pestle; please report it.',
    false,
  ],
  RENDERER_PROTOCOL_VIOLATION: [
    'The window sent data that is not valid, so the session was closed.',
    'Reconnect to open the session again.',
    false,
  ],
  SESSION_GUARD_FAILED: [
    'A rule that protects this session could not be kept, so the session was closed.',
    'Reconnect. If it happens again, please report it.',
    false,
  ],
  DISPLAY_LIMIT: [
    'The remote computer sent a picture that is too large to be shown.',
    'Reconnect. If it happens again, the remote computer may be faulty or hostile.',
    false,
  ],
  SESSION_DETACHED: [
    'The window of this session went away and did not come back.',
    'Open the connection again.',
    false,
  ],
  SESSION_LIMIT: ['The limit of open sessions is reached.', 'Close a session first.', false],
  SESSION_UNKNOWN: ['This session is no longer open.', 'Open the connection again.', false],
  ABORTED: ['The session was cancelled.', 'Reconnect to open it again.', false],

  FOLDER_REFUSED: [
    'The folders that this connection uses were not allowed.',
    'Reconnect to be asked again, or take the folders out of the connection.',
    false,
  ],

  FOLDER_OUT_OF_REACH: [
    'The engine was started without access to a folder of this connection.',
    'Close the other sessions and reconnect, or restart the engine on the Engine page.',
    false,
  ],

  // Profiles, settings and secrets.
  PROFILE_UNKNOWN: ['This connection does not exist any more.', 'It may have been deleted.', false],
  PROFILE_INVALID: [
    'Some fields of the connection are not valid.',
    'Correct the fields that are marked.',
    false,
  ],
  STORAGE_FAILED: [
    'The change could not be saved to disk.',
    'Check free space and access rights, then try again.',
    true,
  ],
  STORAGE_NEWER: [
    'The saved data was written by a newer version of Pestle, so it is opened for reading only.',
    'Update Pestle to change it.',
    false,
  ],
  SECRET_UNREADABLE: [
    'A saved password could not be read from the keyring.',
    'Enter the password again.',
    false,
  ],
  LINKS_NOT_SET: [
    'The system could not be told which program opens links.',
    'Choose Pestle in the settings of your desktop.',
    false,
  ],
  FILE_UNREADABLE: ['The file could not be read.', 'Choose another file.', false],

  // The bridge between window and main process.
  IPC_REFUSED: ['A request came from a place that is not allowed to make it.', 'Restart Pestle.', false],
  IPC_INVALID: ['A request was not valid.', 'This is a fault in Pestle; please report it.', false],
  INTERNAL: ['Something went wrong inside Pestle.', 'Try again; if it stays, please report it.', false],
} as const satisfies Record<string, readonly [text: string, advice: string, retryable: boolean]>;

export type AppErrorCode = keyof typeof APP_ERRORS;

/** Plain facts about one failure, for the log and for tests: never a secret, never a stack. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** An {@link AppError} as it crosses the bridge: the code, a safe sentence, and safe facts. */
export type WireError = { code: AppErrorCode; message: string; details: ErrorDetails };

/** A failure with a stable `code`. Callers match on the code, never on the class or the message. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly details: ErrorDetails;

  /**
   * @param code which failure this is
   * @param message what happened, in words fit for a user; default: the text of the code
   */
  constructor(
    code: AppErrorCode,
    message?: string,
    options: { details?: ErrorDetails; cause?: unknown } = {},
  ) {
    super(message ?? APP_ERRORS[code][0], 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'AppError';
    this.code = code;
    this.details = options.details ?? {};
  }

  /** Whether the same attempt, unchanged, may succeed later. */
  get retryable(): boolean {
    return APP_ERRORS[this.code][2];
  }

  toWire(): WireError {
    return { code: this.code, message: this.message, details: this.details };
  }

  static fromWire(wire: WireError): AppError {
    return new AppError(wire.code, wire.message, { details: wire.details });
  }

  /** Any thrown value as an AppError; one that is not ours becomes INTERNAL and keeps its cause. */
  static from(thrown: unknown): AppError {
    return thrown instanceof AppError ? thrown : new AppError('INTERNAL', undefined, { cause: thrown });
  }
}

/** What the user can do next about a failure. */
export function adviceFor(code: AppErrorCode): string {
  return APP_ERRORS[code][1];
}
