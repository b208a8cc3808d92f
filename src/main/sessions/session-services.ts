import type { Clock } from '../../shared/clock';
import type { SessionChannel, UpstreamMessage } from '../../shared/ipc/session-channel';
import type { JournalNote } from '../../shared/model/journal';
import type { Profile } from '../../shared/model/profile';
import type { HookFactory } from './hooks/session-hook';
import type { GuacdAddress, GuacdConnection, GuacdConnectOptions } from '../guacd';

/** What a session posts to its page: a `DownstreamMessage` whose text is not made yet. */
export type PageMessage =
  | { kind: 'start'; epoch: number }
  | {
      kind: 'data';
      epoch: number;
      /** Whole instructions in UTF-8, at least one. Borrowed, valid only during `post`: send, decode or copy them. */
      bytes: Uint8Array;
      /** Each byte is ASCII. */
      isAscii: boolean;
    };

/** Main's end of the channel to the page that shows a session. The page acknowledges the bytes of each message. */
export type PageEnd = SessionChannel<PageMessage, UpstreamMessage>;

/** What a session uses of a guacd connection. */
export type SessionConnection = Pick<
  GuacdConnection,
  | 'connectionId'
  | 'protocolVersion'
  | 'receivedBytes'
  | 'receivedInstructions'
  | 'sentBytes'
  | 'queuedBytes'
  | 'unknownParameters'
  | 'onInstructions'
  | 'watch'
  | 'watchRanges'
  | 'onClosed'
  | 'onLiveness'
  | 'onDrain'
  | 'send'
  | 'pause'
  | 'resume'
  | 'check'
  | 'close'
>;

/** The saved connections, as far as sessions need them. */
export type SessionProfiles = {
  /** @throws AppError PROFILE_UNKNOWN */
  get(profileId: string): Profile;
  /** Whether it is not saved and lives only as long as its session: nothing is kept for it. */
  isTemporary(profileId: string): boolean;
  /** Keeps parameters that the user gave at a prompt and that are no secrets. */
  remember(profileId: string, parameters: Readonly<Record<string, string>>): Promise<void> | void;
  /** The user has just opened a session of it. A failure is logged. */
  opened(profileId: string): Promise<void> | void;
};

/** The saved secrets, as far as sessions need them. */
export type SessionSecrets = {
  /** Whether what is set outlives this run. */
  readonly canPersist: boolean;
  names(profileId: string): Promise<readonly string[]> | readonly string[];
  /** Null or undefined: there is none. May fail with SECRET_UNREADABLE, which counts as none. */
  get(profileId: string, name: string): Promise<string | null | undefined> | string | null | undefined;
  set(profileId: string, name: string, value: string): Promise<void> | void;
};

/** The user's word on the folders that connections make the engine use. Implemented by FolderConsents. */
export type SessionFolders = {
  /** @throws AppError FOLDER_REFUSED */
  require(profile: Profile, parameters: Readonly<Record<string, string>>): Promise<void>;
  /** The same parameters as the engine has to be told them, which may see a folder at another path. */
  locate(parameters: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>;
};

/** The clipboard of this computer, with the rules about what may cross. Implemented by ClipboardSync. */
export type SessionClipboard = {
  /** The text to send to a session, or null when there is none or it has it already. */
  offer(sessionId: string): Promise<string | null>;
  /** The session has this text now. */
  offered(sessionId: string, text: string): void;
  /** Text that was copied on the remote computer. Resolves to whether it is on the clipboard now. */
  accept(sessionId: string, text: string): Promise<boolean>;
  /** The remote computer behind the session is another one, or there is none any more. */
  forget(sessionId: string): void;
};

/** They hold no value of a parameter and no connection ID. */
export type LogFacts = Readonly<Record<string, unknown>>;

/** Where events of sessions are written. */
export type SessionLog = {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
};

/** Where the session log of a connection is written. Never throws, never waits. */
export type SessionJournal = { note(profileId: string, note: JournalNote): void };

/** Everything that sessions need from outside. */
export type SessionServices = {
  profiles: SessionProfiles;
  secrets: SessionSecrets;
  clipboard: SessionClipboard;
  folders: SessionFolders;
  engine: {
    /** The way to the engine. Waits, under a deadline of its own, while the engine starts. */
    address(): Promise<GuacdAddress>;
    /** Null when it is not known. */
    readonly version: string | null;
  };
  /** Opens a guacd connection: `connectGuacd` in its turn (see HandshakeQueue). */
  connect(options: GuacdConnectOptions): Promise<SessionConnection>;
  /** Makes the hooks of each new connection: `createSessionHooks`. One that throws ends the session. */
  hooks: HookFactory;
  log: SessionLog;
  journal: SessionJournal;
  clock: Clock;
  /** Wall-clock milliseconds, only for people to read. */
  wallTime(): number;
  /** IANA name of this computer's time zone, for the remote one: see `recentTimeZone`. */
  timeZone(): string;
  /** 0 up to, not including, 1. */
  random(): number;
  /** A new UUID. */
  createId(): string;
  /** Calls back once everything that is ready in this turn of the event loop has been handled: `setImmediate`. */
  afterTurn: (callback: () => void) => void;
};
