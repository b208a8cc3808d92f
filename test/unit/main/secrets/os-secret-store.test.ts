import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createOsSecretStore } from '../../../../src/main/secrets/os-secret-store';
import { SECRETS_DOCUMENT } from '../../../../src/main/secrets/secrets-document';
import { JsonDocument } from '../../../../src/main/storage/json-document';
import { MemoryFolder, MemoryWriter } from '../storage/memory-folder';

const { safeStorage } = vi.hoisted(() => ({
  safeStorage: {} as {
    isEncryptionAvailable: () => boolean;
    encryptString: (text: string) => Buffer;
    decryptString: (cipher: Buffer) => string;
    getSelectedStorageBackend?: () => string;
  },
}));
vi.mock('electron', () => ({ safeStorage }));

const A = '6f1f5d6e-8f0c-4a43-9d1e-4f6d1f0a0a01';

beforeEach(() => {
  safeStorage.isEncryptionAvailable = () => true;
  safeStorage.encryptString = (text) => Buffer.from(`v11${text}`).reverse();
  safeStorage.decryptString = (cipher) => Buffer.from(cipher).reverse().toString().slice(3);
  delete safeStorage.getSelectedStorageBackend;
});

function start() {
  const folder = new MemoryFolder();
  const writer = new MemoryWriter(folder, 'secrets');
  const notify = () => undefined;
  const document = new JsonDocument({ spec: SECRETS_DOCUMENT, folder, writer, notify, now: () => 0 });
  return { folder, store: createOsSecretStore({ document, notify }) };
}

describe("the secret store on Electron's safeStorage", () => {
  it('uses it in an Electron that does not tell its backend', async () => {
    const { store, folder } = start();
    await store.update(A, { password: 'abc' });
    expect(store.canPersist).toBe(true);
    expect(await store.get(A, 'password')).toBe('abc');
    expect(folder.files.has('secrets.json')).toBe(true);
  });

  it.each(['gnome_libsecret', 'kwallet6'])('uses it when the backend is %s', (backend) => {
    safeStorage.getSelectedStorageBackend = () => backend;
    expect(start().store.canPersist).toBe(true);
  });

  it.runIf(process.platform === 'linux')('S8: refuses the backend that only hides plain text', async () => {
    safeStorage.getSelectedStorageBackend = () => 'basic_text';
    const { store, folder } = start();
    await store.update(A, { password: 'abc' });
    expect(store.canPersist).toBe(false);
    expect(await store.get(A, 'password')).toBe('abc');
    expect(folder.files.size).toBe(0);
  });

  it('keeps a secret in memory when encrypting throws', async () => {
    safeStorage.encryptString = () => {
      throw new Error('locked');
    };
    const { store, folder } = start();
    await store.update(A, { password: 'abc' });
    expect(await store.get(A, 'password')).toBe('abc');
    expect(folder.files.size).toBe(0);
  });

  it('treats a secret as absent when decrypting throws', async () => {
    const { store } = start();
    await store.update(A, { password: 'abc' });
    safeStorage.decryptString = () => {
      throw new Error('another keyring');
    };
    expect(await store.get(A, 'password')).toBeUndefined();
  });
});
