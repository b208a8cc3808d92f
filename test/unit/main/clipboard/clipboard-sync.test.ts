import { beforeEach, describe, expect, it } from 'vitest';
import { ClipboardSync, cutText, MAX_CLIPBOARD_BYTES } from '../../../../src/main/clipboard/clipboard-sync';

let text: string;
let written: string[];
let rules: { fromRemote: boolean; toRemote: boolean };
let sync: ClipboardSync;

beforeEach(() => {
  text = '';
  written = [];
  rules = { fromRemote: true, toRemote: true };
  sync = new ClipboardSync(
    {
      readText: () => Promise.resolve(text),
      writeText: (value) => {
        written.push(value);
        text = value;
        return Promise.resolve();
      },
    },
    () => rules,
  );
});

async function send(sessionId: string): Promise<string | null> {
  const offered = await sync.offer(sessionId);
  if (offered !== null) sync.offered(sessionId, offered);
  return offered;
}

describe('the clipboard', () => {
  it('offers a text to each session once', async () => {
    text = 'hello';
    expect(await send('a')).toBe('hello');
    expect(await send('a')).toBeNull();
    expect(await send('b')).toBe('hello');
    text = 'other';
    expect(await send('a')).toBe('other');
  });

  it('offers it again when it did not arrive', async () => {
    text = 'hello';
    expect(await sync.offer('a')).toBe('hello');
    expect(await sync.offer('a')).toBe('hello');
  });

  it('does not echo what came from the session, but offers it to others', async () => {
    await sync.accept('a', 'from a');
    expect(written).toEqual(['from a']);
    expect(await send('a')).toBeNull();
    expect(await send('b')).toBe('from a');
  });

  it('does not echo text whose line ends the system has changed', async () => {
    await sync.accept('a', 'one\ntwo');
    text = 'one\r\ntwo';
    expect(await send('a')).toBeNull();
  });

  it('takes away the NUL that ends text of RDP', async () => {
    await sync.accept('a', 'text\0');
    expect(written).toEqual(['text']);
  });

  it('does not empty the clipboard of this computer', async () => {
    await sync.accept('a', '');
    await sync.accept('a', '\0');
    expect(written).toEqual([]);
  });

  it('obeys the settings in both directions', async () => {
    text = 'secret';
    rules = { fromRemote: false, toRemote: false };
    expect(await send('a')).toBeNull();
    await sync.accept('a', 'evil');
    expect(written).toEqual([]);
  });

  it('offers everything again to a session that starts anew', async () => {
    text = 'hello';
    await send('a');
    sync.forget('a');
    expect(await send('a')).toBe('hello');
  });

  it('cuts a long text at the limit, between characters', async () => {
    text = `${'a'.repeat(MAX_CLIPBOARD_BYTES - 2)}😀b`;
    expect(await send('a')).toBe('a'.repeat(MAX_CLIPBOARD_BYTES - 2));
    expect(await send('a')).toBeNull();
  });

  it.each([
    ['äöü', 5, 'äö'],
    ['a😀', 4, 'a'],
    ['a😀', 5, 'a😀'],
    ['abc', 3, 'abc'],
    ['', 3, ''],
  ])('cuts %j to %i bytes as %j', (whole, bytes, cut) => {
    expect(cutText(whole, bytes)).toBe(cut);
  });
});
