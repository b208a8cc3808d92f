import * as v from 'valibot';
import { findRequestFault } from '../../../src/main/ipc/request-limits';
import { CONTRACT, type CallName } from '../../../src/shared/ipc/contract';
import { profileDraftSchema } from '../../../src/shared/model/profile';
import { normaliseParameters, validateProfile } from '../../../src/shared/model/profile-validation';
import { composeJson } from '../engine/compose-json';
import { cover } from '../engine/coverage';
import type { FuzzTarget } from '../engine/fuzz-target';
import { hashOf, type Random } from '../engine/random';
import { property } from './property';

const ID = '0fd2a1b3-0000-4000-8000-000000000000';
const CALLS = Object.keys(CONTRACT) as CallName[];

/** One lawful request for each kind of call that takes one. */
const LAWFUL: readonly (readonly [CallName, unknown])[] = [
  [
    'profiles.save',
    { name: 'A', protocol: 'ssh', parameters: { hostname: 'h', port: ' 22' }, secrets: { password: 'p' } },
  ],
  [
    'profiles.save',
    { id: ID, name: 'B', protocol: 'vnc', parameters: { hostname: 'h' }, secrets: { password: null } },
  ],
  ['profiles.delete', { profileId: ID }],
  ['sessions.attach', { sessionId: ID, viewport: { width: 800, height: 600, dpi: 96 } }],
  ['sessions.answerPrompt', { sessionId: ID, values: { password: 'x' }, remember: true }],
  ['sessions.receiveClipboard', { sessionId: ID, text: 'ä' }],
  ['engine.log', { since: null }],
  ['engine.parameters', { protocol: 'rdp' }],
  ['settings.update', { theme: 'dark', clipboard: { fromRemote: true, toRemote: false } }],
  ['settings.update', { engine: { kind: 'remote', host: 'h', port: 4822 } }],
  ['files.openText', { purpose: 'certificate' }],
];

const lossy = new TextDecoder();
const utf8 = new TextEncoder();

/** An input is the index of a call and the JSON text of its request. */
function input(call: CallName, json: string): Uint8Array {
  return Uint8Array.from([CALLS.indexOf(call), ...utf8.encode(json)]);
}

/**
 * Any request for any call: it is taken or refused, never fatal; what is taken is taken again unchanged, holds only what
 * the schema knows, and has changed no prototype. A profile that is taken can be checked and normalised.
 */
function fuzz(data: Uint8Array): boolean {
  const call = CALLS[(data[0] ?? 0) % CALLS.length]!;
  let request: unknown;
  try {
    request = JSON.parse(lossy.decode(data.subarray(1)));
  } catch {
    // Only values cross the bridge, so what is no JSON is no request.
    return false;
  }
  const fault = findRequestFault(call, request);
  cover(0x7000 | (CALLS.indexOf(call) << 3) | (fault === null ? 0 : 1 + (fault.length % 7)));
  if (fault !== null) return false;
  const schema: v.GenericSchema = CONTRACT[call].request;
  const parsed = v.safeParse(schema, request);
  property(!('polluted' in {}), 'a prototype was changed');
  if (!parsed.success) {
    cover(0x7800 | (hashOf(utf8.encode(String(v.getDotPath(parsed.issues[0])))) & 0x7ff));
    return false;
  }
  const again = v.safeParse(schema, parsed.output);
  property(again.success, 'what was taken is refused');
  property(JSON.stringify(again.output) === JSON.stringify(parsed.output), 'what was taken is changed again');
  if (call === 'profiles.save') checkDraft(v.parse(profileDraftSchema, parsed.output));
  return true;
}

function checkDraft(draft: v.InferOutput<typeof profileDraftSchema>): void {
  const problems = validateProfile(draft);
  const fields = new Set(['name', ...Object.keys(problems)]);
  property(
    Object.values(problems).every((sentence) => sentence !== ''),
    'a problem without a sentence',
  );
  const once = normaliseParameters(draft.protocol, draft.parameters);
  const twice = normaliseParameters(draft.protocol, once);
  property(JSON.stringify(once) === JSON.stringify(twice), 'parameters are changed again');
  property(
    Object.values(once).every((value) => value !== ''),
    'an empty parameter is kept',
  );
  const secrets = Object.entries(draft.secrets).flatMap(([, value]) =>
    value === null || value.length < 8 ? [] : [value],
  );
  const told = Object.values(problems).join(' ');
  property(!secrets.some((secret) => told.includes(secret)), 'a problem tells a secret');
  cover(0x6000 | (hashOf(utf8.encode([...fields].sort().join())) & 0xfff));
}

export const requestsTarget: FuzzTarget = {
  name: 'requests',
  fuzz,
  maxBytes: 320,
  seeds: LAWFUL.map(([call, request]) => input(call, JSON.stringify(request))),
  compose: (random: Random) => {
    const [call, request] = random.pick(LAWFUL);
    return input(random.oneIn(8) ? random.pick(CALLS) : call, composeJson(request, random));
  },
};
