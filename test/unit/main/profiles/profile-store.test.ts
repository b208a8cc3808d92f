import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_BIN, ProfileStore } from '../../../../src/main/profiles/profile-store';
import { MAX_PROFILES, PROFILES_DOCUMENT } from '../../../../src/main/profiles/profiles-document';
import { KeyringSecretStore } from '../../../../src/main/secrets/keyring-secret-store';
import { SECRETS_DOCUMENT } from '../../../../src/main/secrets/secrets-document';
import { JsonDocument } from '../../../../src/main/storage/json-document';
import type { Profile, ProfileDraft } from '../../../../src/shared/model/profile';
import { FakeEncryption } from '../secrets/fake-encryption';
import { MemoryFolder, MemoryWriter } from '../storage/memory-folder';

const UNKNOWN = '6f1f5d6e-8f0c-4a43-9d1e-4f6d1f0a0aff';

let folder: MemoryFolder;
let profileWriter: MemoryWriter;
let secretWriter: MemoryWriter;
let encryption: FakeEncryption;
let time: number;
let ids: number;
/** Of the latest start. */
let secrets: KeyringSecretStore;

beforeEach(() => {
  folder = new MemoryFolder();
  profileWriter = new MemoryWriter(folder, 'profiles');
  secretWriter = new MemoryWriter(folder, 'secrets');
  encryption = new FakeEncryption();
  time = 1000;
  ids = 0;
});

/** As after a start of the app. */
function start(): ProfileStore {
  const shared = { folder, notify: () => undefined, now: () => 0 };
  secrets = new KeyringSecretStore({
    document: new JsonDocument({ spec: SECRETS_DOCUMENT, writer: secretWriter, ...shared }),
    encryption,
    notify: () => undefined,
  });
  return new ProfileStore({
    document: new JsonDocument({ spec: PROFILES_DOCUMENT, writer: profileWriter, ...shared }),
    secrets,
    now: () => time++,
    createId: () => `6f1f5d6e-8f0c-4a43-9d1e-${String(ids++).padStart(12, '0')}`,
  });
}

const ssh = (changes: Partial<ProfileDraft> = {}): ProfileDraft => ({
  name: 'Box',
  protocol: 'ssh',
  parameters: { hostname: 'box.example', port: '22' },
  secrets: { password: 'hunter2' },
  ...changes,
});
function passwordAfterRestart(id: string): Promise<string | undefined> {
  start();
  return secrets.get(id, 'password');
}
const profilesOnDisk = () => (folder.json('profiles.json') as { data: Profile[] }).data;
const secretsOnDisk = () => (folder.json('secrets.json') as { data: Record<string, object> }).data;

describe('saving a profile', () => {
  it('keeps it over a restart, with its secrets apart from it', async () => {
    const saved = await start().save(ssh());
    expect(saved).toMatchObject({
      name: 'Box',
      secretNames: ['password'],
      createdAt: 1000,
      lastOpenedAt: null,
    });
    const store = start();
    expect(store.list()).toEqual([saved]);
    expect(store.get(saved.id)).toEqual(saved);
    expect(folder.text('profiles.json')).not.toContain('hunter2');
    expect(folder.text('profiles.json')).not.toContain('password');
    expect(await secrets.get(saved.id, 'password')).toBe('hunter2');
  });

  it('changes one that has an id: what is not named as a secret stays, null forgets', async () => {
    const store = start();
    const { id } = await store.save(ssh({ secrets: { password: 'a', passphrase: 'b' } }));
    const changed = await store.save(ssh({ id, name: ' Bigger box ', secrets: { passphrase: null } }));
    expect(changed).toMatchObject({ id, name: 'Bigger box', createdAt: 1000, updatedAt: 1001 });
    expect(changed.secretNames).toEqual(['password']);
    expect(store.list()).toHaveLength(1);
  });

  it('drops blank parameters and keeps those that a newer guacd may know', async () => {
    const { parameters } = await start().save(
      ssh({ parameters: { hostname: ' box ', command: '', 'new-thing': 'x' } }),
    );
    expect(parameters).toEqual({ hostname: 'box', 'new-thing': 'x' });
  });

  it('refuses one that is not valid, with a sentence for each field, and changes nothing', async () => {
    const store = start();
    const draft = ssh({ parameters: { port: '70000', password: 'x' }, secrets: {} });
    await expect(store.save(draft)).rejects.toMatchObject({
      code: 'PROFILE_INVALID',
      details: {
        hostname: expect.any(String) as unknown,
        port: expect.any(String) as unknown,
        password: expect.any(String) as unknown,
      },
    });
    expect(store.list()).toEqual([]);
    expect(folder.files.size).toBe(0);
  });

  it('refuses an id that is not there', async () => {
    await expect(start().save(ssh({ id: UNKNOWN }))).rejects.toMatchObject({ code: 'PROFILE_UNKNOWN' });
  });

  it('forgets the secrets when the profile leads to another host, so that they are sent nowhere else', async () => {
    const store = start();
    const { id } = await store.save(ssh());
    const moved = await store.save(ssh({ id, parameters: { hostname: 'elsewhere.example' }, secrets: {} }));
    expect(moved.secretNames).toEqual([]);
    expect(await passwordAfterRestart(id)).toBeUndefined();
  });

  it('forgets the secrets when the engine is to wait for whoever connects', async () => {
    const store = start();
    const parameters = { hostname: 'box.example', port: '5900' };
    const { id } = await store.save(ssh({ protocol: 'vnc', parameters }));
    const waiting = { ...parameters, 'reverse-connect': 'true' };
    const turned = await store.save(ssh({ id, protocol: 'vnc', parameters: waiting, secrets: {} }));
    expect(turned.secretNames).toEqual([]);
  });

  it('keeps the secrets when only the port changes, and those that come with a new host', async () => {
    const store = start();
    const { id } = await store.save(ssh());
    await store.save(ssh({ id, parameters: { hostname: 'box.example', port: '2222' }, secrets: {} }));
    expect(await secrets.get(id, 'password')).toBe('hunter2');
    await store.save(ssh({ id, parameters: { hostname: 'new.example' }, secrets: { password: 'other' } }));
    expect(await secrets.get(id, 'password')).toBe('other');
  });

  it('forgets the secrets when the same host is reached by another protocol, which may not encrypt', async () => {
    const store = start();
    const { id } = await store.save(ssh({ secrets: { password: 'a', 'private-key': 'k' } }));
    const changed = await store.save(
      ssh({ id, protocol: 'telnet', parameters: { hostname: 'box.example' }, secrets: {} }),
    );
    expect(changed.secretNames).toEqual([]);
    expect(await passwordAfterRestart(id)).toBeUndefined();
  });

  it('leaves everything as it was when the profile cannot be written', async () => {
    const store = start();
    const before = await store.save(ssh());
    profileWriter.failure = 'ENOSPC';
    await expect(
      store.save(ssh({ id: before.id, name: 'New', secrets: { password: 'new' } })),
    ).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
    });
    expect(store.list()).toEqual([before]);
    expect(await passwordAfterRestart(before.id)).toBe('hunter2');
  });

  it('leaves everything as it was when the secret cannot be written', async () => {
    const store = start();
    const before = await store.save(ssh());
    secretWriter.failure = 'ENOSPC';
    await expect(
      store.save(ssh({ id: before.id, name: 'New', secrets: { password: 'new' } })),
    ).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
    });
    await expect(store.save(ssh({ name: 'Another' }))).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    expect(start().list()).toEqual([before]);
  });

  it('writes no secret when none is given', async () => {
    await start().save(ssh({ secrets: {} }));
    expect(secretWriter.count).toBe(0);
  });

  it('ends with all of a hundred saves that were under way at once, in order', async () => {
    const store = start();
    await Promise.all(Array.from({ length: 100 }, (_, index) => store.save(ssh({ name: `Box ${index}` }))));
    expect(
      start()
        .list()
        .map((profile) => profile.name),
    ).toEqual(Array.from({ length: 100 }, (_, index) => `Box ${index}`));
  });

  it('has a limit', async () => {
    await start().save(ssh({ secrets: {} }));
    const [stored] = profilesOnDisk();
    const data = Array.from({ length: MAX_PROFILES }, (_, index) => ({
      ...stored!,
      id: stored!.id.slice(0, -6) + String(100_000 + index),
    }));
    folder.put('profiles.json', JSON.stringify({ version: 1, data }));
    const store = start();
    expect(store.list()).toHaveLength(MAX_PROFILES);
    await expect(store.save(ssh())).rejects.toMatchObject({ code: 'PROFILE_INVALID' });
  });
});

describe('remembering what the user was asked for', () => {
  it('keeps secret values as secrets and others as parameters', async () => {
    const store = start();
    const { id } = await store.save(ssh({ protocol: 'rdp', secrets: {} }));
    const view = await store.remember(id, { username: 'ann', password: 'hunter2', domain: '' });
    expect(view.parameters).toEqual({ hostname: 'box.example', port: '22', username: 'ann' });
    expect(view.secretNames).toEqual(['password']);
    expect(await secrets.get(id, 'password')).toBe('hunter2');
  });
});

describe('a copy of a profile', () => {
  it('has the same parameters and secrets, its own id and a free name', async () => {
    const store = start();
    const original = await store.save(ssh());
    const copy = await store.duplicate(original.id);
    const second = await store.duplicate(original.id);
    expect(copy).toMatchObject({
      name: 'Box copy',
      parameters: original.parameters,
      secretNames: ['password'],
    });
    expect(second.name).toBe('Box copy 2');
    expect(new Set([original.id, copy.id, second.id]).size).toBe(3);
    expect(await passwordAfterRestart(copy.id)).toBe('hunter2');
  });

  it('is not left behind without its secrets when they cannot be written', async () => {
    const store = start();
    const original = await store.save(ssh());
    secretWriter.failure = 'ENOSPC';
    await expect(store.duplicate(original.id)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    expect(start().list()).toEqual([original]);
  });
});

describe('deleting a profile', () => {
  it('removes it and its secrets from the disk', async () => {
    const store = start();
    const { id } = await store.save(ssh());
    await store.delete(id);
    expect(store.list()).toEqual([]);
    expect(secretsOnDisk()).toEqual({});
    expect(() => store.get(id)).toThrow(expect.objectContaining({ code: 'PROFILE_UNKNOWN' }));
    await expect(store.delete(id)).rejects.toMatchObject({ code: 'PROFILE_UNKNOWN' });
  });

  it('can be undone, secrets included, until the app ends', async () => {
    const store = start();
    const before = await store.save(ssh());
    await store.delete(before.id);
    expect(await store.restore(before.id)).toEqual(before);
    expect(await passwordAfterRestart(before.id)).toBe('hunter2');
    await expect(store.restore(before.id)).rejects.toMatchObject({ code: 'PROFILE_UNKNOWN' });
    await store.delete(before.id);
    await expect(start().restore(before.id)).rejects.toMatchObject({ code: 'PROFILE_UNKNOWN' });
  });

  it('can be undone without a keyring too', async () => {
    encryption.available = false;
    const store = start();
    const { id } = await store.save(ssh());
    await store.delete(id);
    await store.restore(id);
    expect(await secrets.get(id, 'password')).toBe('hunter2');
  });

  it('that fails brings the secrets back, and a restore that fails can be tried again', async () => {
    const store = start();
    const { id } = await store.save(ssh());
    profileWriter.failure = 'ENOSPC';
    await expect(store.delete(id)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    expect(store.get(id).secretNames).toEqual(['password']);
    profileWriter.failure = null;
    await store.delete(id);
    secretWriter.failure = 'ENOSPC';
    await expect(store.restore(id)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    expect(store.list()).toEqual([]);
    secretWriter.failure = null;
    expect((await store.restore(id)).secretNames).toEqual(['password']);
  });

  it('remembers only the last ones', async () => {
    const store = start();
    const views = [];
    for (let count = 0; count <= MAX_BIN; count++) views.push(await store.save(ssh({ secrets: {} })));
    for (const { id } of views) await store.delete(id);
    await expect(store.restore(views[0]!.id)).rejects.toMatchObject({ code: 'PROFILE_UNKNOWN' });
    await expect(store.restore(views[1]!.id)).resolves.toMatchObject({ id: views[1]!.id });
  });
});

describe('opening a profile', () => {
  it('is noted with its time', async () => {
    const store = start();
    const { id, updatedAt } = await store.save(ssh());
    await store.touch(id);
    expect(start().get(id)).toMatchObject({ lastOpenedAt: 1001, updatedAt });
  });

  it('does not fail when it cannot be noted', async () => {
    const store = start();
    const { id } = await store.save(ssh());
    profileWriter.failure = 'ENOSPC';
    await store.touch(id);
    await store.touch(UNKNOWN);
    expect(store.get(id).lastOpenedAt).toBeNull();
  });
});

describe('listeners', () => {
  it('are told of every change with the whole list once it is on disk, until they leave', async () => {
    const store = start();
    const seen: string[][] = [];
    const subscription = store.onChanged((profiles) => seen.push(profiles.map((profile) => profile.name)));
    const { id } = await store.save(ssh());
    await store.duplicate(id);
    await store.delete(id);
    await store.restore(id);
    await expect(store.save(ssh({ name: '' }))).rejects.toMatchObject({ code: 'PROFILE_INVALID' });
    subscription.dispose();
    await store.touch(id);
    expect(seen).toEqual([['Box'], ['Box', 'Box copy'], ['Box copy'], ['Box copy', 'Box']]);
  });
});

describe('the profiles of a newer version', () => {
  it('are listed as far as they are understood, and cannot be changed', async () => {
    const { id } = await start().save(ssh());
    const data = [{ ...profilesOnDisk()[0], folder: 'Work' }, { id: 'what is this' }];
    folder.put('profiles.json', JSON.stringify({ version: 2, data }));
    const store = start();
    expect(store.list().map((profile) => profile.name)).toEqual(['Box']);
    await expect(store.save(ssh())).rejects.toMatchObject({ code: 'STORAGE_NEWER' });
    await expect(store.delete(id)).rejects.toMatchObject({ code: 'STORAGE_NEWER' });
    expect(await secrets.get(id, 'password')).toBe('hunter2');
  });
});
