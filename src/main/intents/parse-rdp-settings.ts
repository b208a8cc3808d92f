import { fail, ok, type Result } from '../../shared/result';
import type { IntentRemark } from '../../shared/model/intent';
import { safeText } from '../../shared/safe-text';
import { type ConnectionRequest, inform, type Refusal, warn } from './connection-request';
import { parseHostAndPort } from './parse-host';
import { parseUser } from './parse-user';

/** More lines than any real file has; the rest is not looked at. */
const MAX_LINES = 1000;
const MAX_SHOWN = 60;

/**
 * A setting, without blanks around it. Blanks have one place to go wherever they stand: the time it takes grows with the
 * length of the line and no faster. Long lines are read, since signatures are long.
 */
const SETTING = /^([^:]{1,64}):\s*[a-z]\s*:(.*)$/is;

/** A setting that would reach into this computer or start something, what it is called, and when it does. */
type Reach = {
  keys: readonly string[];
  says: (value: string) => string;
  isOn?: (value: string) => boolean;
  /** Ordinary clients write it into every file, so it is no sign of anything. */
  isUsual?: boolean;
};

const isSet = (value: string): boolean => value.trim() !== '' && value.trim() !== '0';
const quoted = (value: string): string => `“${safeText(value.trim(), MAX_SHOWN)}”`;

/** What a hostile file asks for. None of it is done; the user is told, since a file that asks for it is suspect. */
const REACHES: readonly Reach[] = [
  {
    keys: ['drivestoredirect', 'redirectdrives', 'devicestoredirect', 'usbdevicestoredirect'],
    says: () => 'It asks for the drives or devices of this computer.',
  },
  {
    keys: [
      'redirectprinters',
      'redirectcomports',
      'redirectsmartcards',
      'redirectposdevices',
      'redirectwebauthn',
    ],
    says: () => 'It asks for printers, ports, smart cards or security keys of this computer.',
    isUsual: true,
  },
  {
    keys: ['audiocapturemode', 'camerastoredirect', 'redirectlocation'],
    says: () => 'It asks for the microphone, the camera or the place of this computer.',
  },
  {
    keys: [
      'remoteapplicationmode',
      'remoteapplicationprogram',
      'remoteapplicationfile',
      'remoteapplicationcmdline',
    ],
    says: () => 'It asks for a single remote program instead of the desktop.',
  },
  { keys: ['alternate shell'], says: (value) => `It asks to start ${quoted(value)} there.` },
  {
    keys: ['gatewayhostname', 'kdcproxyname'],
    says: (value) => `It asks to go through ${quoted(value)}, which would see the login.`,
  },
  { keys: ['loadbalanceinfo', 'pcb'], says: () => 'It asks for one computer of a group.' },
  {
    keys: ['enablecredsspsupport', 'authentication level'],
    isOn: (value) => value.trim() === '0',
    says: () => 'It asks to connect without checking who answers.',
  },
];

/**
 * Reads lines of the form `key:type:value` of an .rdp file. Only address, port, user and domain are taken. Settings
 * that reach into this computer are listed and left out; other keys mean nothing here. The first line of a key counts.
 */
export function parseRdpSettings(lines: readonly string[]): Result<ConnectionRequest, Refusal> {
  const settings = new Map<string, string>();
  for (const line of lines.slice(0, MAX_LINES)) {
    const [, key = '', value = ''] = SETTING.exec(line.trim()) ?? [];
    const name = key.trim().toLowerCase();
    if (name !== '' && !settings.has(name)) settings.set(name, value);
  }
  const get = (name: string): string => (settings.get(name) ?? '').trim();
  const address = get('full address') || get('alternate full address');
  if (address === '') return fail('file-no-address');
  const place = parseHostAndPort(withBrackets(address));
  if (!place.ok) return place;
  const port = place.value.port === null ? parsePort(get('server port')) : ok(place.value.port);
  if (!port.ok) return port;
  const user = parseUser('rdp', get('username'));
  if (!user.ok) return user;
  const domain = parseUser('telnet', get('domain'));
  if (!domain.ok || get('domain').includes('\\')) return fail('user');
  return ok({
    protocol: 'rdp',
    host: place.value.host,
    port: port.value,
    username: user.value.username,
    domain: user.value.domain ?? domain.value.username,
    remarks: [...place.value.remarks, ...remarksOf(settings)],
  });
}

function remarksOf(settings: ReadonlyMap<string, string>): IntentRemark[] {
  const remarks: IntentRemark[] = [];
  if ([...settings.keys()].some((key) => key.includes('password')))
    remarks.push(warn('It contains a password. It is not used: you will be asked for it.'));
  for (const { keys, says, isOn = isSet, isUsual = false } of REACHES) {
    const value = keys.map((key) => settings.get(key)).find((each) => each !== undefined && isOn(each));
    if (value !== undefined) remarks.push((isUsual ? inform : warn)(`${says(value)} Left out.`));
  }
  return [...remarks, signatureRemark(settings)];
}

const signatureRemark = (settings: ReadonlyMap<string, string>): IntentRemark =>
  isSet(settings.get('signature') ?? '')
    ? inform('It is signed, but Pestle does not check by whom.')
    : inform('It is not signed, so nobody vouches for it.');

function parsePort(text: string): Result<number | null, Refusal> {
  if (text === '') return ok(null);
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535
    ? ok(Number(text))
    : fail('port');
}

/** Microsoft writes IPv6 addresses without brackets when there is no port. */
const withBrackets = (address: string): string =>
  /^[0-9a-f]*:[0-9a-f.]*:[0-9a-f:.]*$/i.test(address) ? `[${address}]` : address;
