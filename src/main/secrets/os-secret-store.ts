import { safeStorage } from 'electron';
import type { Notice } from '../../shared/model/notice';
import type { JsonDocument } from '../storage/json-document';
import type { Encryption } from './encryption';
import { KeyringSecretStore } from './keyring-secret-store';
import type { SecretStore } from './secret-store';
import type { SecretsContent } from './secrets-document';

/** What Chromium calls "encryption" with a password that everybody can read in its source. */
const PLAIN_TEXT_BACKEND = 'basic_text';

/** The part of `safeStorage` that every supported Electron has; newer versions prefer calls that older ones lack. */
type Keyring = {
  isEncryptionAvailable(): boolean;
  encryptString(plainText: string): Uint8Array;
  decryptString(cipherText: Buffer): string;
};

const keyring: Keyring = safeStorage;

/** The backend that was chosen on Linux, or undefined elsewhere and in Electron versions that do not tell. */
function selectedBackend(storage: object): unknown {
  const method: unknown = Reflect.get(storage, 'getSelectedStorageBackend');
  return process.platform === 'linux' && typeof method === 'function'
    ? Reflect.apply(method, storage, [])
    : undefined;
}

// A refusal of the synchronous calls must reject, not throw.
const osEncryption: Encryption = {
  isAvailable: () => keyring.isEncryptionAvailable() && selectedBackend(keyring) !== PLAIN_TEXT_BACKEND,
  encrypt: (plainText) => Promise.resolve().then(() => keyring.encryptString(plainText)),
  decrypt: (cipherText) => Promise.resolve().then(() => keyring.decryptString(Buffer.from(cipherText))),
};

/**
 * The app's secrets behind Electron's `safeStorage`: Keychain, DPAPI, or libsecret and KWallet. Make it after the
 * app is ready; before, Linux always answers that there is no keyring.
 */
export function createOsSecretStore(options: {
  document: JsonDocument<SecretsContent>;
  notify: (notice: Notice) => void;
}): SecretStore {
  return new KeyringSecretStore({ ...options, encryption: osEncryption });
}
