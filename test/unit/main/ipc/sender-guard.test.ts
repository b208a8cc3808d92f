import { describe, expect, it } from 'vitest';
import { createSenderGuard, type SenderEvent, type SenderFrame } from '../../../../src/main/ipc/sender-guard';

const ORIGIN = 'app://pestle';
const OWN_ID = 7;
const isTrusted = createSenderGuard((id) => id === OWN_ID, ORIGIN);

const mainFrame: SenderFrame = { origin: ORIGIN, parent: null };
const sender = { id: OWN_ID, mainFrame, isDestroyed: () => false };
const event: SenderEvent = { sender, senderFrame: mainFrame };

const fromOrigin = (origin: string): SenderEvent => {
  const frame = { origin, parent: null };
  return { sender: { ...sender, mainFrame: frame }, senderFrame: frame };
};

describe('the sender guard', () => {
  it('trusts the main frame of our own window', () => {
    expect(isTrusted(event)).toBe(true);
  });

  it.each([
    ['a sub-frame, even of our origin', { sender, senderFrame: { origin: ORIGIN, parent: mainFrame } }],
    [
      'a frame that is not the main frame any more',
      { sender, senderFrame: { origin: ORIGIN, parent: null } },
    ],
    ['a sender without a frame', { sender, senderFrame: null }],
    ['a window that is not ours', { sender: { ...sender, id: 8 }, senderFrame: mainFrame }],
    [
      'a window that is destroyed',
      { sender: { ...sender, isDestroyed: () => true }, senderFrame: mainFrame },
    ],
  ])('C6: refuses %s', (_who, suspicious) => {
    expect(isTrusted(suspicious)).toBe(false);
  });

  it.each([
    'https://example.com',
    'app://pestle.example',
    'app://other',
    'null',
    '',
    'file://',
    'http://localhost:5173',
  ])('refuses a page of the origin "%s"', (origin) => {
    expect(isTrusted(fromOrigin(origin))).toBe(false);
  });

  it('C6: refuses a frame that can no longer be read', () => {
    const disposed: SenderFrame = {
      parent: null,
      get origin(): string {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed');
      },
    };
    expect(isTrusted({ sender: { ...sender, mainFrame: disposed }, senderFrame: disposed })).toBe(false);
  });
});
