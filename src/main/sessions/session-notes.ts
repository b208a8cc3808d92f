import * as v from 'valibot';
import type { Clock } from '../../shared/clock';
import { versionSchema, type JournalEvent } from '../../shared/model/journal';
import { isReadOnly, type Profile } from '../../shared/model/profile';
import { clientNameOf } from './client-name';
import type { LinkFigures } from './link-meter';
import type { MachineState } from './session-machine';
import type { SessionConnection, SessionServices } from './session-services';

type NoteServices = Pick<SessionServices, 'journal' | 'engine'> & { clock: Clock };

/** Writes what happens in one session to the session log of its connection. */
export class SessionNotes {
  readonly #services: NoteServices;
  readonly #sessionId: string;
  readonly #profileId: string;
  readonly #openedAt: number;

  constructor(services: NoteServices, sessionId: string, profileId: string) {
    this.#services = services;
    this.#sessionId = sessionId;
    this.#profileId = profileId;
    this.#openedAt = services.clock.now();
  }

  opened(profile: Profile): void {
    this.#note({ kind: 'opened', protocol: profile.protocol, isReadOnly: isReadOnly(profile) });
  }

  status({ status, attempt, problem }: MachineState): void {
    this.#note({ kind: 'status', status, attempt, code: problem?.code ?? null });
  }

  connected({ protocolVersion }: SessionConnection, isJoined: boolean): void {
    const engineVersion = this.#services.engine.version;
    this.#note({
      kind: 'connection',
      engineVersion: versionOrNull(engineVersion),
      protocolVersion: versionOrNull(protocolVersion),
      isJoined,
    });
  }

  traffic({ receivedBytes, sentBytes, frames, connectedMs }: LinkFigures): void {
    const wholeMs = Math.round(connectedMs);
    this.#note({ kind: 'traffic', receivedBytes, sentBytes, frames, connectedMs: wholeMs });
  }

  /** @param bytes of UTF-8 */
  clipboard(direction: 'sent' | 'received', bytes: number): void {
    this.#note({ kind: 'clipboard', direction, bytes });
  }

  removed(): void {
    this.#note({ kind: 'removed' });
  }

  #note(event: JournalEvent): void {
    const { journal, clock } = this.#services;
    journal.note(this.#profileId, {
      sessionId: this.#sessionId,
      clientName: clientNameOf(this.#sessionId),
      elapsedMs: Math.round(clock.now() - this.#openedAt),
      event,
    });
  }
}

/** It comes from another program, and the session log has room for a version only. */
function versionOrNull(version: string | null): string | null {
  return v.is(versionSchema, version) ? version : null;
}
