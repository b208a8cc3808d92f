import { randomUUID } from 'node:crypto';
import { connectGuacd, HandshakeQueue, type GuacdAddress } from '../../src/main/guacd';
import { createSessionHooks } from '../../src/main/sessions/hooks/create-session-hooks';
import { SessionManager } from '../../src/main/sessions/session-manager';
import type { SessionServices } from '../../src/main/sessions/session-services';
import { recentTimeZone } from '../../src/main/sessions/time-zone';
import { systemClock } from '../../src/shared/clock';
import { AppError } from '../../src/shared/errors';
import { decodeInstructions, type Instruction } from '../../src/shared/guacamole/decode';
import { encodeInstruction } from '../../src/shared/guacamole/encode';
import type { Profile } from '../../src/shared/model/profile';
import type { SessionPhase, SessionState } from '../../src/shared/model/session-state';
import { FakeChannel } from './fake-channel';
import { makeProfile } from './session-services';
import { waitFor } from './wait-for';

const VIEWPORT = { width: 800, height: 600, dpi: 96 };

/**
 * A page that does what the real one does to the protocol: it acknowledges every message and answers every frame.
 * `isHung` makes it do neither.
 */
export class LivePage extends FakeChannel {
  isHung = false;
  /** Instructions of the present epoch, in order, without blobs. */
  received: Instruction[] = [];
  /** Bytes of all epochs. */
  bytes = 0;
  /** Most bytes that were under way to it at a time. */
  mostOwedBytes = 0;
  epoch = 0;
  #owedBytes = 0;

  override onPost = (message: (typeof this.posted)[number]): void => {
    this.posted.length = 0;
    if (message.kind === 'start') {
      this.epoch = message.epoch;
      this.received = [];
      return;
    }
    this.bytes += message.bytes;
    this.#owedBytes += message.bytes;
    this.mostOwedBytes = Math.max(this.mostOwedBytes, this.#owedBytes);
    const { epoch, text, bytes, isAscii } = message;
    // As in the app, the answer comes in a later turn.
    setImmediate(() => {
      if (this.isHung) return;
      decodeInstructions(text, isAscii, (opcode, args) => {
        if (opcode !== 'blob') this.received.push({ opcode, args });
        if (opcode === 'sync') this.input(epoch, encodeInstruction('sync', args[0] ?? ''));
      });
      this.#owedBytes -= bytes;
      this.ack(epoch, bytes);
    });
  };

  /** Types a line with its return key. */
  type(line: string): void {
    for (const character of `${line}\r`) {
      const keysym = character === '\r' ? 0xff0d : (character.codePointAt(0) ?? 0);
      this.input(this.epoch, encodeInstruction('key', keysym, 1) + encodeInstruction('key', keysym, 0));
    }
  }

  /** Waits for an instruction of the present epoch. */
  waitForInstruction(opcode: string, ...args: string[]): Promise<Instruction> {
    return waitFor(`${opcode} on the page`, () =>
      this.received.find(
        (one) => one.opcode === opcode && args.every((arg, index) => one.args[index] === arg),
      ),
    );
  }
}

/** The session manager with a real guacd client, in the hands of a test. */
export class LiveSessions {
  readonly profiles = new Map<string, Profile>();
  readonly secrets = new Map<string, string>();
  readonly manager: SessionManager;
  /** This computer's clipboard. */
  clipboardText: string | null = null;

  constructor(address: GuacdAddress, changes: Partial<SessionServices> = {}, maxSessions?: number) {
    const handshakes = new HandshakeQueue(systemClock);
    const services: SessionServices = {
      profiles: {
        get: (id) => {
          const profile = this.profiles.get(id);
          if (profile === undefined) throw new AppError('PROFILE_UNKNOWN');
          return profile;
        },
        remember: () => undefined,
        isTemporary: () => false,
        opened: () => undefined,
      },
      secrets: {
        canPersist: false,
        names: () => [...this.secrets.keys()],
        get: (_, name) => this.secrets.get(name),
        set: (_, name, value) => void this.secrets.set(name, value),
      },
      clipboard: {
        offer: () => Promise.resolve(this.clipboardText),
        offered: () => undefined,
        accept: () => Promise.resolve(true),
        forget: () => undefined,
      },
      folders: { require: () => Promise.resolve(), locate: (parameters) => Promise.resolve(parameters) },
      engine: { address: () => Promise.resolve(address), version: null },
      journal: { note: () => undefined },
      connect: (options) => handshakes.run(() => connectGuacd(options)),
      hooks: createSessionHooks,
      log: { info: () => undefined, warn: () => undefined },
      clock: systemClock,
      wallTime: Date.now,
      timeZone: recentTimeZone(systemClock),
      random: Math.random,
      createId: randomUUID,
      afterTurn: setImmediate,
      ...changes,
    };
    this.manager = new SessionManager(services, maxSessions);
  }

  /** Opens a session and shows it in a page of its own. */
  open(protocol: Profile['protocol'], parameters: Record<string, string>): { id: string; page: LivePage } {
    const profile = makeProfile(protocol, parameters);
    this.profiles.set(profile.id, profile);
    const { id } = this.manager.open(profile.id);
    return { id, page: this.show(id) };
  }

  /** Shows a session in a new page. */
  show(id: string): LivePage {
    const page = new LivePage();
    this.manager.attach(id, page, VIEWPORT);
    return page;
  }

  stateOf(id: string): SessionState {
    const state = this.manager.list().find((one) => one.id === id);
    if (state === undefined) throw new Error('the session is not listed');
    return state;
  }

  /** Waits until a session is in a phase. */
  async reach(id: string, phase: SessionPhase, deadlineMs = 15_000): Promise<SessionState> {
    const reached = (): SessionState | null => {
      const state = this.stateOf(id);
      return state.phase === phase ? state : null;
    };
    try {
      return await waitFor(`the phase ${phase}`, reached, { deadlineMs });
    } catch {
      const { phase: last, problem } = this.stateOf(id);
      throw new Error(
        `the session did not become ${phase}; it is ${last} (${problem?.code ?? 'no problem'})`,
      );
    }
  }
}
