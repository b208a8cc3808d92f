import { AppError } from '../../shared/errors';
import { encodeInstruction } from '../../shared/guacamole/encode';
import { connectArguments } from './connect-arguments';
import { isAtLeast, isVersionToken, negotiateVersion, type ProtocolVersion } from './protocol-version';

/** A new connection of a protocol (`ssh`, `rdp`, …), or one that exists, by its connection ID. */
export type GuacdSelection = { protocol: string } | { join: string };

/** What the handshake tells guacd about the client. */
export type HandshakeOptions = {
  /** By name, secrets included. An empty value counts as none. */
  parameters: Readonly<Record<string, string>>;
  /** Size in device pixels, and dots per inch. Fractions are rounded, the least is 1. */
  display: { width: number; height: number; dpi: number };
  /** MIME types that the client can play or show. Default: no audio, no video, PNG, JPEG and WebP images. */
  audio?: readonly string[];
  video?: readonly string[];
  image?: readonly string[];
  /** IANA name, such as `Europe/Berlin`. Sent from VERSION_1_1_0 on. */
  timezone?: string;
  /** The name that other users of the session see. Sent from VERSION_1_5_0 on. */
  clientName?: string;
};

/** What guacd's `args` says. */
export type GuacdOffer = {
  /** Its version token as sent, or null: guacd 1.0.x sends none. */
  offeredVersion: string | null;
  /** The version that the session has; null for 1.0.x. */
  version: ProtocolVersion | null;
  /** Names of the parameters that it knows for the protocol, in its order. */
  parameterNames: string[];
};

const DEFAULT_IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'];
/** Names of protocols become file names in guacd, and long ones once overflowed its stack (CVE-2012-4415). */
const protocolPattern = /^[a-z0-9][a-z0-9_-]{0,31}$/;
const connectionIdPattern = /^\$[\x21-\x7e]{1,63}$/;

/** @throws AppError INSTRUCTION_INVALID for what is no name of a protocol or no connection ID. */
export function composeSelect(selection: GuacdSelection): string {
  const [name, pattern] =
    'join' in selection ? [selection.join, connectionIdPattern] : [selection.protocol, protocolPattern];
  if (!pattern.test(name))
    throw new AppError('INSTRUCTION_INVALID', 'There is nothing of this name to select.');
  return encodeInstruction('select', name);
}

export function parseOffer(args: readonly string[]): GuacdOffer {
  const [first] = args;
  if (first === undefined || !isVersionToken(first)) {
    return { offeredVersion: null, version: null, parameterNames: [...args] };
  }
  return { offeredVersion: first, version: negotiateVersion(first), parameterNames: args.slice(1) };
}

/**
 * Everything that the client says between `args` and `ready`, in one text. guacd 1.0.x needs exactly size, audio,
 * video, image and connect in this order; later versions take any order, so one order serves all. `audio` and
 * `image` are sent even when empty: guacd reads both lists without asking whether they came.
 *
 * @returns the text, and the names of parameters that have a value which this guacd does not ask for
 * @throws AppError PROFILE_INVALID with the `parameter` whose value guacd cannot take (never the value), or
 * GUACD_PROTOCOL_VIOLATION when guacd asks for more values than an instruction can carry
 */
export function composeAnswer(
  offer: GuacdOffer,
  options: HandshakeOptions,
): { text: string; unknown: string[] } {
  const { display, audio = [], video = [], image = DEFAULT_IMAGE_TYPES, timezone, clientName } = options;
  const { values, unknown } = connectArguments(offer.parameterNames, options.parameters);
  const instructions = [
    encodeInstruction('size', pixels(display.width), pixels(display.height), pixels(display.dpi)),
    encodeInstruction('audio', ...audio),
    encodeInstruction('video', ...video),
    encodeInstruction('image', ...image),
  ];
  if (timezone !== undefined && isAtLeast(offer.version, 'VERSION_1_1_0')) {
    instructions.push(encodeInstruction('timezone', timezone));
  }
  if (clientName !== undefined && isAtLeast(offer.version, 'VERSION_1_5_0')) {
    instructions.push(encodeInstruction('name', clientName));
  }
  instructions.push(composeConnect(offer, values));
  return { text: instructions.join(''), unknown };
}

function composeConnect({ version, parameterNames }: GuacdOffer, values: readonly string[]): string {
  const elements = version === null ? values : [version, ...values];
  try {
    return encodeInstruction('connect', ...elements);
  } catch (thrown) {
    const { details } = AppError.from(thrown);
    if (details.reason === 'too many elements') {
      throw new AppError('GUACD_PROTOCOL_VIOLATION', undefined, {
        details: { reason: 'too many parameters' },
      });
    }
    const index = Number(details.element) - (version === null ? 1 : 2);
    const parameter = parameterNames[index] ?? '';
    throw new AppError('PROFILE_INVALID', `The engine (guacd) cannot take the value of ${parameter}.`, {
      details: { parameter, reason: details.reason ?? '' },
    });
  }
}

function pixels(value: number): number {
  return Math.max(1, Math.round(value));
}
