import type { ParameterDescriptor } from './parameters/descriptor';
import { findParameter, isSecretParameter, PARAMETER_CATALOGUE } from './parameters/catalogue';
import type { ProfileDraft } from './profile';
import { MAX_PARAMETER_LENGTH, MAX_PROFILE_NAME_LENGTH } from './profile';

/** How many parameters that the catalogue does not know one profile may carry, for engines newer than Pestle. */
export const MAX_UNKNOWN_PARAMETERS = 64;

/** guacd reads integers into a C `int`. */
const MAX_INTEGER = 2_147_483_647;

/** What is wrong with each field, in words: parameter name, or `name` for the profile's own name -> sentence. */
export type FieldProblems = Readonly<Record<string, string>>;

type Parameters = Readonly<Record<string, string>>;

const isHost = (name: string): boolean => name === 'hostname' || name.endsWith('-hostname');

/**
 * The parameters as they are kept: without empty ones, and without blanks around hosts, numbers and choices,
 * which come along when a value is pasted.
 */
export function normaliseParameters(
  protocol: ProfileDraft['protocol'],
  parameters: Parameters,
): Record<string, string> {
  const kept = Object.entries(parameters).map(([name, value]): [string, string] => {
    const kind = findParameter(protocol, name)?.kind;
    const trims = isHost(name) || kind === 'integer' || kind === 'boolean' || kind === 'enum';
    return [name, trims ? value.trim() : value];
  });
  return Object.fromEntries(kept.filter(([, value]) => value !== ''));
}

function problemOfInteger({ min, max }: ParameterDescriptor, value: string): string | undefined {
  if (!/^-?\d{1,10}$/.test(value)) return 'Enter a whole number.';
  const number = Number(value);
  const lowest = min ?? -MAX_INTEGER;
  const highest = max ?? MAX_INTEGER;
  if (number >= lowest && number <= highest) return undefined;
  if (max === null) return number < lowest ? `Enter ${lowest} or more.` : 'This number is too large.';
  return `Enter a number from ${lowest} to ${highest}.`;
}

/** What is wrong with the characters of any value: guacd's strings are UTF-8 and end at the first NUL. */
function problemOfText(value: string, isOneLine: boolean): string | undefined {
  if (value.length > MAX_PARAMETER_LENGTH) return `Use at most ${MAX_PARAMETER_LENGTH} characters.`;
  if (/\p{Surrogate}/u.test(value)) return 'This text contains characters that are cut in half.';
  if (value.includes('\0')) return 'This text contains a character that cannot be sent.';
  if (isOneLine && /\p{Cc}/u.test(value)) return 'Use a single line without control characters.';
  return undefined;
}

/**
 * What is wrong with one value, or undefined when nothing is. Blank is always right here, because it means
 * guacd's default; whether a field may be blank is a question about the whole profile.
 */
export function problemOfValue(descriptor: ParameterDescriptor, value: string): string | undefined {
  if (value === '') return undefined;
  switch (descriptor.kind) {
    case 'integer':
      return problemOfInteger(descriptor, value);
    case 'boolean':
      return value === 'true' || value === 'false' ? undefined : 'Choose on or off.';
    case 'enum':
      return descriptor.options.some((option) => option.value === value)
        ? undefined
        : 'Choose one of the values in the list.';
    case 'text':
      return problemOfText(value, true);
    case 'password':
    case 'multiline':
    case 'private-key':
    case 'certificate':
      return problemOfText(value, false);
  }
}

function isMissing(descriptor: ParameterDescriptor, parameters: Parameters): boolean {
  if (!descriptor.required) return false;
  // A VNC server that connects to the engine has no address to give.
  if (descriptor.name === 'hostname' && parameters['reverse-connect'] === 'true') return false;
  return (parameters[descriptor.name] ?? '').trim() === '';
}

function problemOfName(name: string): string | undefined {
  if (name.trim() === '') return 'Enter a name.';
  if (name.trim().length > MAX_PROFILE_NAME_LENGTH)
    return `Use at most ${MAX_PROFILE_NAME_LENGTH} characters.`;
  return undefined;
}

function problemOfParameter(protocol: ProfileDraft['protocol'], name: string, value: string) {
  if (isSecretParameter(name)) return 'This value must be kept as a secret.';
  const descriptor = findParameter(protocol, name);
  return descriptor === undefined ? problemOfText(value, false) : problemOfValue(descriptor, value);
}

function problemOfSecret(protocol: ProfileDraft['protocol'], name: string, value: string | null) {
  const descriptor = findParameter(protocol, name);
  // Forgetting is always allowed: a secret of another protocol may have been left behind.
  if (value === null) return undefined;
  if (descriptor?.secret !== true) return 'This field cannot hold a secret.';
  return problemOfValue(descriptor, value);
}

/**
 * Checks a profile as the editor and main both must, and returns what is wrong by field; empty when all is well.
 *
 * Names that the catalogue does not know are allowed, up to {@link MAX_UNKNOWN_PARAMETERS}, so that a newer
 * guacd's parameters can be kept. Names that are secret under any protocol are refused among plain parameters.
 */
export function validateProfile(draft: Omit<ProfileDraft, 'id'>): FieldProblems {
  const { protocol } = draft;
  const parameters = normaliseParameters(protocol, draft.parameters);
  const problems: [string, string | undefined][] = [['name', problemOfName(draft.name)]];
  for (const descriptor of PARAMETER_CATALOGUE[protocol]) {
    if (isMissing(descriptor, parameters))
      problems.push([descriptor.name, `Enter a value for ${descriptor.label}.`]);
  }
  for (const [name, value] of Object.entries(parameters)) {
    problems.push([name, problemOfParameter(protocol, name, value)]);
  }
  for (const [name, value] of Object.entries(draft.secrets)) {
    problems.push([name, problemOfSecret(protocol, name, value)]);
  }
  const unknown = Object.keys(parameters).filter((name) => findParameter(protocol, name) === undefined);
  const surplus = unknown[MAX_UNKNOWN_PARAMETERS];
  if (surplus !== undefined) {
    problems.push([
      surplus,
      `At most ${MAX_UNKNOWN_PARAMETERS} parameters that Pestle does not know can be kept.`,
    ]);
  }
  return Object.fromEntries(problems.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
