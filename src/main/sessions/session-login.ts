import { AppError } from '../../shared/errors';
import { isReadOnly, type Profile } from '../../shared/model/profile';
import type { Credentials } from './credentials';

/** guacd asks for at most three names; more is not asked of a person. */
const MAX_REQUIRED_NAMES = 8;
const requiredNamePattern = /^[a-z0-9-]{1,64}$/;

/** What to do when guacd asks for credentials. */
export type LoginStep =
  | { kind: 'ignore' }
  | { kind: 'ask'; names: readonly string[] }
  | { kind: 'answer'; values: Readonly<Record<string, string>> }
  | { kind: 'fail'; error: AppError };

/** How the login of one session goes on: what guacd asks for, what the user answers, and what a refusal means. */
export class SessionLogin {
  readonly #credentials: Credentials;
  #askedNames: readonly string[] = [];

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  /** The user has answered what was asked for. */
  answer(names: readonly string[], values: Readonly<Record<string, string>>, remember: boolean): void {
    this.#askedNames = names;
    this.#credentials.answer(names, values, remember);
  }

  /** The user's last answers, for guacd. */
  handOver(): Readonly<Record<string, string>> {
    return this.#credentials.handOver(this.#askedNames);
  }

  /** guacd asks for the values of parameters. */
  required(asked: readonly string[], profile: Profile): LoginStep {
    const names = asked.filter((name) => requiredNamePattern.test(name)).slice(0, MAX_REQUIRED_NAMES);
    if (names.length === 0) return { kind: 'ignore' };
    if (profile.protocol === 'rdp' && isReadOnly(profile)) {
      const message = 'The login is incomplete, and a session that only watches cannot be asked for it.';
      return { kind: 'fail', error: new AppError('CLIENT_UNAUTHORIZED', message) };
    }
    const values = this.#credentials.answerAlone(names);
    return values === null ? { kind: 'ask', names } : { kind: 'answer', values };
  }

  /**
   * The connection has ended.
   *
   * @param hasFailed the session has failed with it, before its first picture
   */
  ended(error: AppError | null, hasFailed: boolean, profile: Profile): void {
    if (error?.code === 'CLIENT_UNAUTHORIZED') this.#credentials.refused();
    // A wrong VNC password is reported as if the computer were not there.
    else if (hasFailed && profile.protocol === 'vnc') this.#credentials.forget();
  }
}
