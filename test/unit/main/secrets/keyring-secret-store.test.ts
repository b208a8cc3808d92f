import { beforeEach, describe, expect, it } from 'vitest';
import { KeyringSecretStore } from '../../../../src/main/secrets/keyring-secret-store';
import { SECRETS_DOCUMENT } from '../../../../src/main/secrets/secrets-document';
import { JsonDocument } from '../../../../src/main/storage/json-document';
import type { Notice } from '../../../../src/shared/model/notice';
import { MemoryFolder, MemoryWriter } from '../storage/memory-folder';
import { FakeEncryption } from './fake-encryption';

const A = '6f1f5d6e-8f0c-4a43-9d1e-4f6d1f0a0a01';
const B = '6f1f5d6e-8f0c-4a43-9d1e-4f6d1f0a0a02';
const CANARY = 'canary-7f3a';

let folder: MemoryFolder;
let writer: MemoryWriter;
let encryption: FakeEncryption;
let notices: Notice[];

beforeEach(() => {
  folder = new MemoryFolder();
  writer = new MemoryWriter(folder, 'secrets');
  encryption = new FakeEncryption();
  notices = [];
});

/** As after a start of the app. */
function start(): KeyringSecretStore {
  const notify = (notice: Notice) => void notices.push(notice);
  const document = new JsonDocument({ spec: SECRETS_DOCUMENT, folder, writer, notify, now: () => 0 });
  return new KeyringSecretStore({ document, encryption, notify });
}
const noticeIds = () => notices.map((notice) => notice.id);

function everythingOnDisk(): string {
  const texts = [...folder.files.values()].map((bytes) => new TextDecoder().decode(bytes));
  const decoded = texts.flatMap((text) =>
    [...text.matchAll(/"([A-Za-z0-9+/=]{8,})"/g)].map((match) => Buffer.from(match[1]!, 'base64').toString()),
  );
  return [...texts, ...decoded].join('\n');
}

describe('secrets with a keyring', () => {
  it('outlive the app, encrypted, and nothing on disk shows them', async () => {
    await start().update(A, { password: CANARY, passphrase: 'p2' });
    expect(everythingOnDisk()).not.toContain(CANARY);
    const store = start();
    expect(store.canPersist).toBe(true);
    expect(store.names(A)).toEqual(['passphrase', 'password']);
    expect(await store.get(A, 'password')).toBe(CANARY);
    expect(await store.get(B, 'password')).toBeUndefined();
    expect(notices).toEqual([]);
  });

  it('are forgotten when set to null or to nothing', async () => {
    const store = start();
    await store.update(A, { password: 'x', passphrase: 'y', 'private-key': 'z' });
    await store.update(A, { password: null, passphrase: '' });
    expect(store.names(A)).toEqual(['private-key']);
    await store.update(A, { 'private-key': null });
    expect(folder.json('secrets.json')).toEqual({ version: 1, data: {} });
  });

  it('are written once for each update, and not at all when nothing changes', async () => {
    const store = start();
    await store.update(A, { password: 'x', passphrase: 'y' });
    await store.update(A, { 'gateway-password': null });
    expect(writer.count).toBe(1);
  });

  it('S6: end with the last value when many updates are under way', async () => {
    const store = start();
    await Promise.all(Array.from({ length: 100 }, (_, index) => store.update(A, { password: `p${index}` })));
    expect(await start().get(A, 'password')).toBe('p99');
  });

  it('stay as they were when the disk refuses', async () => {
    const store = start();
    await store.update(A, { password: 'old' });
    writer.failure = 'ENOSPC';
    await expect(store.update(A, { password: 'new' })).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    await expect(store.deleteAll(A)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    expect(await store.get(A, 'password')).toBe('old');
  });

  it('can all be deleted and brought back', async () => {
    const store = start();
    await store.update(A, { password: 'a' });
    await store.update(B, { password: 'b' });
    const undo = await store.deleteAll(A);
    expect(store.names(A)).toEqual([]);
    expect(folder.json('secrets.json')).toEqual({ version: 1, data: { [B]: expect.anything() as unknown } });
    await undo();
    expect(await store.get(A, 'password')).toBe('a');
    expect(await store.get(B, 'password')).toBe('b');
  });

  it('can be copied to another profile and then live apart', async () => {
    const store = start();
    await store.update(A, { password: 'a' });
    await store.copyAll(A, B);
    await store.update(A, { password: 'changed' });
    expect(await store.get(B, 'password')).toBe('a');
  });

  it('are not offered as lasting when the file comes from a newer version', async () => {
    folder.put('secrets.json', '{"version":2,"data":{}}');
    const store = start();
    expect(store.canPersist).toBe(false);
    await expect(store.update(A, { password: 'a' })).rejects.toMatchObject({ code: 'STORAGE_NEWER' });
  });
});

describe('secrets without a keyring', () => {
  it('S8: stay in memory, with a notice, and never touch the disk', async () => {
    encryption.available = false;
    const store = start();
    expect(store.canPersist).toBe(false);
    expect(noticeIds()).toEqual(['secrets.memory']);
    await store.update(A, { password: CANARY });
    expect(noticeIds()).toEqual(['secrets.memory']);
    expect(store.names(A)).toEqual(['password']);
    expect(await store.get(A, 'password')).toBe(CANARY);
    expect(folder.files.size).toBe(0);
    expect(await start().get(A, 'password')).toBeUndefined();
  });

  it('leave what was saved earlier untouched, and do not offer it', async () => {
    await start().update(A, { password: 'saved' });
    const before = folder.text('secrets.json');
    encryption.available = false;
    const store = start();
    expect(store.names(A)).toEqual([]);
    expect(await store.get(A, 'password')).toBeUndefined();
    await store.update(A, { password: 'for now' });
    expect(await store.get(A, 'password')).toBe('for now');
    expect(folder.text('secrets.json')).toBe(before);
    encryption.available = true;
    expect(await start().get(A, 'password')).toBe('saved');
  });

  it('can be deleted, brought back and copied, saved ones included', async () => {
    await start().update(A, { password: 'saved' });
    encryption.available = false;
    const store = start();
    await store.update(A, { passphrase: 'for now' });
    const undo = await store.deleteAll(A);
    expect(store.names(A)).toEqual([]);
    await undo();
    await store.copyAll(A, B);
    expect(await store.get(B, 'passphrase')).toBe('for now');
    encryption.available = true;
    expect(await start().get(B, 'password')).toBe('saved');
  });
});

describe('secrets with a keyring that refuses', () => {
  it('stay in memory when they cannot be encrypted', async () => {
    encryption.refuses = true;
    const store = start();
    await store.update(A, { password: CANARY });
    expect(await store.get(A, 'password')).toBe(CANARY);
    expect(noticeIds()).toEqual(['secrets.memory']);
    expect(everythingOnDisk()).not.toContain(CANARY);
  });

  it('prefer the newer one in memory, and forget it once a later one is saved', async () => {
    const store = start();
    await store.update(A, { password: 'saved' });
    encryption.refuses = true;
    await store.update(A, { password: 'in memory' });
    encryption.refuses = false;
    expect(await store.get(A, 'password')).toBe('in memory');
    await store.update(A, { password: 'saved again' });
    expect(await store.get(A, 'password')).toBe('saved again');
  });

  it('S8: count as none when another keyring made them: one notice, and the ciphertext stays', async () => {
    await start().update(A, { password: 'saved' });
    const before = folder.text('secrets.json');
    encryption.key = 'k2';
    const store = start();
    expect(await store.get(A, 'password')).toBeUndefined();
    expect(await store.get(A, 'password')).toBeUndefined();
    expect(store.names(A)).toEqual([]);
    expect(noticeIds()).toEqual(['secrets.unreadable']);
    expect(folder.text('secrets.json')).toBe(before);
    await store.update(A, { password: 'new' });
    expect(await store.get(A, 'password')).toBe('new');
    expect(store.names(A)).toEqual(['password']);
  });

  it('are readable again when the first keyring returns', async () => {
    await start().update(A, { password: 'saved' });
    encryption.key = 'k2';
    await start().get(A, 'password');
    encryption.key = 'k1';
    expect(await start().get(A, 'password')).toBe('saved');
  });
});
