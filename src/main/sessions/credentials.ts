import { AppError } from '../../shared/errors';
import { isSecretParameter } from '../../shared/model/parameters/catalogue';
import { isReadOnly, type Profile } from '../../shared/model/profile';
import { hasSameDestination } from '../../shared/model/secret-destination';
import type { SessionLog, SessionProfiles, SessionSecrets } from './session-services';

type Values = Readonly<Record<string, string>>;

/** All values for a connection, and the names that the user has to be asked for first. */
export type CredentialPlan = { parameters: Values; missing: readonly string[] };

export type CredentialStores = { profiles: SessionProfiles; secrets: SessionSecrets; log: SessionLog };

/** Most sessions have none of their own most of the time, and share these. */
const NO_VALUES: ReadonlyMap<string, string> = new Map();
const NO_NAMES: ReadonlySet<string> = new Set();

/**
 * The values that one session connects with: the profile's, its stored secrets, and what the user answered. Answers
 * live in memory until they are forgotten; they never go to a page, and what the user wants to keep is stored only
 * once it has led to a picture, so that a mistyped password is not kept. They are for the computer that the user was
 * asked about: when the profile leads to another one meanwhile, they are neither sent there nor kept for it.
 */
export class Credentials {
  readonly #stores: CredentialStores;
  #answers = NO_VALUES;
  #toRemember = NO_NAMES;
  #stored = NO_VALUES;
  /** Names whose values guacd has got from us for the present connection. */
  #sent = NO_NAMES;
  /** What the last plan was made for. */
  #planned: Profile | null = null;
  /** The login that was saved when the last plan was made, to tell whether it was changed since a refusal. */
  #savedLogin = '';
  #refusedLogin: string | null = null;
  #hasAnsweredAlone = false;

  constructor(stores: CredentialStores) {
    this.#stores = stores;
  }

  get canPersist(): boolean {
    return this.#stores.secrets.canPersist;
  }

  /** Reads what is stored and tells what to connect with. A secret that cannot be read counts as not stored. */
  async plan(profile: Profile): Promise<CredentialPlan> {
    if (this.#planned !== null && !hasSameDestination(this.#planned, profile)) this.forget();
    this.#planned = profile;
    this.#stored = await this.#readSecrets(profile.id);
    const saved = new Map([...Object.entries(profile.parameters), ...this.#stored]);
    const values = new Map([...saved, ...this.#answers]);
    this.#savedLogin = JSON.stringify(LOGIN_NAMES.map((name) => saved.get(name) ?? ''));
    const missing =
      this.#refusedLogin === this.#savedLogin ? refusedNames(profile, values) : missingNames(profile, values);
    this.#sent = new Set([...values].filter(([, value]) => value !== '').map(([name]) => name));
    this.#hasAnsweredAlone = false;
    return {
      parameters: Object.fromEntries(values),
      missing: missing.filter((name) => !this.#answers.has(name)),
    };
  }

  /** Takes the user's answers. A name that was asked for and is not among them counts as answered empty. */
  answer(names: readonly string[], values: Values, remember: boolean): void {
    const answers = new Map(this.#answers);
    for (const name of names) answers.set(name, Object.hasOwn(values, name) ? (values[name] ?? '') : '');
    this.#answers = answers;
    if (remember) this.#toRemember = new Set([...this.#toRemember, ...names]);
    this.#refusedLogin = null;
  }

  /**
   * Answers to what guacd asks for, without asking the user: when all of it was stored or answered before, and was
   * not part of the connection already, and only once for each connection. Else null.
   */
  answerAlone(names: readonly string[]): Values | null {
    if (this.#hasAnsweredAlone) return null;
    const known = names.map((name) => [name, this.#answers.get(name) ?? this.#stored.get(name)] as const);
    const answers = known.filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
    if (answers.length < names.length || names.some((name) => this.#sent.has(name))) return null;
    this.#hasAnsweredAlone = true;
    return Object.fromEntries(answers);
  }

  /** The user's answers to what guacd asked for, to be sent now. Asked again, they are not sent again unseen. */
  handOver(names: readonly string[]): Values {
    this.#sent = new Set([...this.#sent, ...names]);
    return Object.fromEntries(names.map((name) => [name, this.#answers.get(name) ?? '']));
  }

  /**
   * The remote computer refused the login: the next attempt asks instead of sending the same again, unless another
   * login was saved meanwhile.
   */
  refused(): void {
    const refused = this.#savedLogin;
    this.forget();
    this.#refusedLogin = refused;
  }

  forget(): void {
    this.#answers = NO_VALUES;
    this.#toRemember = NO_NAMES;
    this.#stored = NO_VALUES;
    this.#savedLogin = '';
    this.#refusedLogin = null;
  }

  /** Stores the answers that the user wants to keep. Empty ones are not kept. Failures are logged. */
  async keep(profileId: string): Promise<void> {
    const { profiles, secrets, log } = this.#stores;
    const kept = [...this.#toRemember].map((name): [string, string] => [name, this.#answers.get(name) ?? '']);
    this.#toRemember = NO_NAMES;
    const filled = kept.filter(([, value]) => value !== '');
    const open = filled.filter(([name]) => !isSecretParameter(name));
    try {
      if (this.#planned === null || !hasSameDestination(this.#planned, profiles.get(profileId))) return;
      for (const [name, value] of filled) {
        if (isSecretParameter(name)) await secrets.set(profileId, name, value);
      }
      if (open.length > 0) await profiles.remember(profileId, Object.fromEntries(open));
    } catch (thrown) {
      log.warn('session.remember-failed', { profileId, code: AppError.from(thrown).code });
    }
  }

  async #readSecrets(profileId: string): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const name of await this.#stores.secrets.names(profileId)) {
      try {
        const value = await this.#stores.secrets.get(profileId, name);
        if (value !== null && value !== undefined) found.set(name, value);
      } catch (thrown) {
        this.#stores.log.warn('session.secret-unreadable', { profileId, code: AppError.from(thrown).code });
      }
    }
    return found.size === 0 ? NO_VALUES : found;
  }
}

/** What decides whether a login is refused. */
const LOGIN_NAMES = ['username', 'password', 'domain', 'private-key', 'passphrase'] as const;

/**
 * What to ask for before anything is sent. guacd asks by itself (`required`) for RDP and VNC, and telnet asks in the
 * terminal. SSH would ask in the terminal too, where nothing can be remembered. The first user of an RDP session that
 * only watches has no way to answer guacd (guacamole-server src/protocols/rdp/user.c).
 */
function missingNames(profile: Profile, values: ReadonlyMap<string, string>): string[] {
  const has = (name: string): boolean => (values.get(name) ?? '') !== '';
  const missing: string[] = [];
  if (profile.protocol === 'ssh') {
    if (!has('username')) missing.push('username');
    if (!has('password') && !has('private-key')) missing.push('password');
  } else if (profile.protocol === 'rdp' && isReadOnly(profile)) {
    missing.push(...['username', 'password'].filter((name) => !has(name)));
  }
  return missing;
}

/** What to ask for after the login was refused: the secret, and the user name unless the profile has one. */
function refusedNames(profile: Profile, values: ReadonlyMap<string, string>): string[] {
  const usesKey = profile.protocol === 'ssh' && (values.get('private-key') ?? '') !== '';
  const secretNames: Readonly<Record<Profile['protocol'], string[]>> = {
    ssh: usesKey ? ['passphrase'] : ['password'],
    rdp: ['password'],
    vnc: ['password'],
    telnet: [],
    kubernetes: [],
  };
  const names = secretNames[profile.protocol];
  const hasUserName = profile.protocol === 'vnc' || (profile.parameters.username ?? '') !== '';
  return names.length === 0 || hasUserName ? names : ['username', ...names];
}
