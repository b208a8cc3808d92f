import type { ProfileDraft, ProfileView } from '../../shared/model/profile';
import { MAX_PROFILE_NAME_LENGTH } from '../../shared/model/profile';
import {
  findParameter,
  INITIAL_PARAMETERS,
  isSecretParameter,
  PARAMETER_CATALOGUE,
} from '../../shared/model/parameters/catalogue';
import type { ParameterDescriptor } from '../../shared/model/parameters/descriptor';
import type { Protocol } from '../../shared/model/protocol';
import { type Destination, hasSameDestination } from '../../shared/model/secret-destination';

/**
 * What a secret of the profile is, as far as the editor knows: its saved value never comes here. `outdated`: saved
 * for another host or protocol, so main forgets it on saving.
 */
export type SecretState = 'empty' | 'saved' | 'changed' | 'forgotten' | 'outdated';

/** A connection while it is being edited. */
export type EditorDraft = {
  /** Null for a connection that was never saved. */
  id: string | null;
  name: string;
  protocol: Protocol;
  /** Plain values by parameter name. Values of another protocol stay here until saved, so switching back loses nothing. */
  values: Readonly<Record<string, string>>;
  /** Names of the secrets that main keeps. */
  savedSecrets: readonly string[];
  /** What they were saved for. */
  savedFor: Destination;
  /** New values of secrets; null forgets the saved one. */
  secrets: Readonly<Record<string, string | null>>;
};

/** A new connection of a protocol, with the values that a new one starts with. */
export function newDraft(protocol: Protocol): EditorDraft {
  return {
    id: null,
    name: '',
    protocol,
    values: INITIAL_PARAMETERS[protocol],
    savedSecrets: [],
    savedFor: { protocol, parameters: {} },
    secrets: {},
  };
}

/** A new connection with values of another one, without its secrets. */
export function draftFrom({ name, protocol, parameters }: ProfileDraft): EditorDraft {
  return { ...newDraft(protocol), name, values: parameters };
}

/** A saved connection, ready to be changed. */
export function draftOf(profile: ProfileView): EditorDraft {
  const { id, name, protocol, parameters, secretNames } = profile;
  return {
    id,
    name,
    protocol,
    values: parameters,
    savedSecrets: secretNames,
    savedFor: { protocol, parameters },
    secrets: {},
  };
}

/** Sets a plain or secret value. A secret that is typed and then cleared again is as it was before. */
export function withValue(draft: EditorDraft, name: string, value: string): EditorDraft {
  if (isSecretParameter(name)) {
    if (value === '') return withSavedSecret(draft, name);
    return { ...draft, secrets: { ...draft.secrets, [name]: value } };
  }
  return { ...draft, values: { ...draft.values, [name]: value } };
}

/** Marks a saved secret to be forgotten when the connection is saved. */
export function withoutSecret(draft: EditorDraft, name: string): EditorDraft {
  return { ...draft, secrets: { ...draft.secrets, [name]: null } };
}

/** Takes a change of a secret back: the saved one stays. */
export function withSavedSecret(draft: EditorDraft, name: string): EditorDraft {
  const secrets = Object.fromEntries(Object.entries(draft.secrets).filter(([key]) => key !== name));
  return { ...draft, secrets };
}

/**
 * Changes the protocol. What the user set is kept where both know it; values that a new connection of the old
 * protocol merely started with give way to those of the new one.
 */
export function withProtocol(draft: EditorDraft, protocol: Protocol): EditorDraft {
  const before = INITIAL_PARAMETERS[draft.protocol];
  const kept = Object.entries(draft.values).filter(([name, value]) => before[name] !== value);
  return { ...draft, protocol, values: { ...INITIAL_PARAMETERS[protocol], ...Object.fromEntries(kept) } };
}

/** What the field of a secret shows. */
export function secretState(draft: EditorDraft, name: string): SecretState {
  const change = draft.secrets[name];
  if (typeof change === 'string') return 'changed';
  if (!draft.savedSecrets.includes(name)) return 'empty';
  if (change === null) return 'forgotten';
  return hasSameDestination(draft.savedFor, { protocol: draft.protocol, parameters: draft.values })
    ? 'saved'
    : 'outdated';
}

/** Whether a parameter has a value of its own, plain or secret. */
export function isSet(draft: EditorDraft, { name, secret }: ParameterDescriptor): boolean {
  if (!secret) return (draft.values[name] ?? '') !== '';
  const state = secretState(draft, name);
  return state === 'saved' || state === 'changed';
}

/** The text of a parameter's field. */
export function valueOf(draft: EditorDraft, { name, secret }: ParameterDescriptor): string {
  return (secret ? draft.secrets[name] : draft.values[name]) ?? '';
}

/** Names of plain values that no protocol of the catalogue has; none once the protocol was changed. */
export function unknownNames(draft: EditorDraft, original: EditorDraft): readonly string[] {
  if (draft.protocol !== original.protocol) return [];
  return Object.keys(draft.values).filter((name) => !isInCatalogue(name));
}

/**
 * What is sent to main: values that are set and that the protocol knows. Names that the catalogue does not have
 * are kept while the protocol stays what it was, since a newer guacd may know them.
 * @param original the connection before editing
 */
export function toProfileDraft(draft: EditorDraft, original: EditorDraft): ProfileDraft {
  const unknown = new Set(unknownNames(draft, original));
  const parameters = Object.entries(draft.values).filter(
    ([name, value]) =>
      value !== '' && (findParameter(draft.protocol, name) !== undefined || unknown.has(name)),
  );
  const secrets = Object.entries(draft.secrets).filter(
    ([name, value]) => value === null || findParameter(draft.protocol, name) !== undefined,
  );
  return {
    ...(draft.id === null ? {} : { id: draft.id }),
    name: effectiveName(draft),
    protocol: draft.protocol,
    parameters: Object.fromEntries(parameters),
    secrets: Object.fromEntries(secrets),
  };
}

/** The name that is saved: the one typed, else the host, so that a quick entry needs no name. */
export function effectiveName(draft: Pick<EditorDraft, 'name' | 'values'>): string {
  const name = draft.name.trim();
  return (name === '' ? (draft.values.hostname ?? '').trim() : name).slice(0, MAX_PROFILE_NAME_LENGTH);
}

/** Whether saving would change anything. */
export function isDirty(draft: EditorDraft, original: EditorDraft): boolean {
  return JSON.stringify(comparable(draft)) !== JSON.stringify(comparable(original));
}

function comparable(draft: EditorDraft): unknown {
  const values = Object.entries(draft.values).filter(([, value]) => value !== '');
  const secrets = Object.entries(draft.secrets);
  return [draft.name.trim(), draft.protocol, values.sort(byKey), secrets.sort(byKey)];
}

function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}

function isInCatalogue(name: string): boolean {
  return Object.values(PARAMETER_CATALOGUE).some((list) =>
    list.some((descriptor) => descriptor.name === name),
  );
}
