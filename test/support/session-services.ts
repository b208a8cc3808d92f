import { randomUUID } from 'node:crypto';
import { AppError } from '../../src/shared/errors';
import type { Profile } from '../../src/shared/model/profile';
import type { GuacdAddress, GuacdConnectOptions } from '../../src/main/guacd';
import { createSessionHooks } from '../../src/main/sessions/hooks/create-session-hooks';
import type { HookFactory } from '../../src/main/sessions/hooks/session-hook';
import type { JournalNote } from '../../src/shared/model/journal';
import type {
  SessionConnection,
  SessionJournal,
  SessionServices,
} from '../../src/main/sessions/session-services';
import { FakeClock } from './fake-clock';
import { FakeConnection } from './fake-connection';

/** One call of `connect` that waits for the test to settle it. */
export type PendingConnect = {
  options: GuacdConnectOptions;
  resolve(connection: SessionConnection): void;
  reject(error: AppError): void;
};

/** A profile with the given parameters. */
export function makeProfile(
  protocol: Profile['protocol'] = 'ssh',
  parameters: Record<string, string> = { hostname: 'host', username: 'ann' },
): Profile {
  const id = randomUUID();
  return { id, name: 'Server', protocol, parameters, createdAt: 0, updatedAt: 0, lastOpenedAt: null };
}

/** All that sessions need from outside, in the hands of a test. */
export class FakeSessionServices implements SessionServices {
  readonly clock = new FakeClock();
  readonly pending: PendingConnect[] = [];
  readonly logged: { event: string; facts: Readonly<Record<string, unknown>> }[] = [];
  readonly storedProfiles = new Map<string, Profile>();
  /** Ids of profiles that are not saved. */
  readonly temporary = new Set<string>();
  /** By profile id and name. */
  readonly storedSecrets = new Map<string, string>();
  /** Parameters kept after a prompt. */
  readonly remembered: Readonly<Record<string, string>>[] = [];
  /** What is on this computer's clipboard; null: nothing to send. */
  clipboardText: string | null = null;
  readonly clipboardCalls: string[] = [];
  /** Whether text of a session may go on this computer's clipboard. */
  takesClipboard = true;
  /** What was written to the session logs. */
  readonly notes: { profileId: string; note: JournalNote }[] = [];
  engineAddress: () => Promise<GuacdAddress> = () => Promise.resolve({ host: '127.0.0.1', port: 4822 });
  randomValue = 0.5;
  /** The hooks that each connection gets. */
  hooks: HookFactory = createSessionHooks;
  #turnEnds: (() => void)[] = [];

  readonly profiles = {
    get: (id: string) => {
      const profile = this.storedProfiles.get(id);
      if (profile === undefined) throw new AppError('PROFILE_UNKNOWN');
      return profile;
    },
    remember: (_: string, parameters: Readonly<Record<string, string>>) => {
      this.remembered.push(parameters);
    },
    isTemporary: (id: string) => this.temporary.has(id),
    opened: () => undefined,
  };

  readonly secrets = {
    canPersist: true,
    names: (profileId: string) =>
      [...this.storedSecrets.keys()].flatMap((key) =>
        key.startsWith(`${profileId} `) ? [key.slice(profileId.length + 1)] : [],
      ),
    get: (profileId: string, name: string) => this.storedSecrets.get(`${profileId} ${name}`) ?? null,
    set: (profileId: string, name: string, value: string) => {
      this.storedSecrets.set(`${profileId} ${name}`, value);
    },
  };

  readonly clipboard = {
    offer: () => Promise.resolve(this.clipboardText),
    offered: (_: string, text: string) => {
      this.clipboardCalls.push(`offered ${text}`);
    },
    accept: (_: string, text: string) => {
      this.clipboardCalls.push(`accept ${text}`);
      return Promise.resolve(this.takesClipboard);
    },
    forget: () => {
      this.clipboardCalls.push('forget');
    },
  };

  /** Whether the user agrees to folders; each question is a call with all parameters. */
  allowFolders: (parameters: Readonly<Record<string, string>>) => Promise<void> = () => Promise.resolve();

  /** Where the engine sees the folders: all parameters as it is told them. */
  locateFolders: (parameters: Readonly<Record<string, string>>) => Promise<Readonly<Record<string, string>>> =
    (parameters) => Promise.resolve(parameters);

  readonly folders = {
    require: (_: Profile, parameters: Readonly<Record<string, string>>) => this.allowFolders(parameters),
    locate: (parameters: Readonly<Record<string, string>>) => this.locateFolders(parameters),
  };

  readonly engine = { address: () => this.engineAddress(), version: '1.6.0' };

  journal: SessionJournal = { note: (profileId, note) => void this.notes.push({ profileId, note }) };

  readonly log = {
    info: (event: string, facts: Readonly<Record<string, unknown>> = {}) => {
      this.logged.push({ event, facts });
    },
    warn: (event: string, facts: Readonly<Record<string, unknown>> = {}) => {
      this.logged.push({ event, facts });
    },
  };

  readonly createId = (): string => randomUUID();
  readonly random = (): number => this.randomValue;
  readonly wallTime = (): number => 1_000_000 + this.clock.now();
  readonly timeZone = (): string => 'Europe/Rome';
  readonly afterTurn = (callback: () => void): void => void this.#turnEnds.push(callback);

  readonly connect = (options: GuacdConnectOptions): Promise<SessionConnection> =>
    new Promise((resolve, reject) => {
      this.pending.push({ options, resolve, reject });
      options.signal?.addEventListener('abort', () => reject(new AppError('ABORTED')));
    });

  addProfile(profile: Profile): Profile {
    this.storedProfiles.set(profile.id, profile);
    return profile;
  }

  /** The turn of the event loop ends. */
  endTurn(): void {
    const callbacks = this.#turnEnds;
    this.#turnEnds = [];
    for (const callback of callbacks) callback();
  }

  /** Lets promises that can settle do so. */
  async settle(): Promise<void> {
    for (let round = 0; round < 20; round++) await Promise.resolve();
  }

  /** Waits until a session calls `connect`, and takes that call. */
  async nextConnect(): Promise<PendingConnect> {
    await this.settle();
    const call = this.pending.shift();
    if (call === undefined) throw new Error('no session has called connect');
    return call;
  }

  /** Lets the next call of `connect` succeed. */
  async acceptConnect(connection = new FakeConnection()): Promise<FakeConnection> {
    const call = await this.nextConnect();
    call.resolve(connection);
    await this.settle();
    return connection;
  }
}
