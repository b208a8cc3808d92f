import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import type { BridgeSessionListener } from '../../../src/shared/ipc/bridge';
import type { SessionState } from '../../../src/shared/model/session-state';
import { sendKeys } from '../../../src/renderer/session/active-drivers';
import { SessionView } from '../../../src/renderer/session/session-view';
import '../../../src/renderer/ui/tokens.css';
import '../../../src/renderer/ui/base.css';

/** A call that the page made, with what it sent. */
export type RecordedCall = { name: string; request: unknown };

/**
 * What a test can do to a page that shows nothing but session views: play main's part, and see what main would
 * have seen.
 */
export type Harness = {
  /** Instructions that the page sent, in order, over all epochs. */
  inputs: { sessionId: string; epoch: number; text: string }[];
  acks: { sessionId: string; epoch: number; bytes: number }[];
  calls: RecordedCall[];
  /** What the view asked of the shell. */
  asked: string[];
  /** Values that calls answer with, by name; a function runs, an AppError's wire form rejects. */
  answers: Record<string, unknown>;
  /** Names of calls that stay unanswered until `settle`. */
  held: Set<string>;
  settle(name: string): void;
  show(session: SessionState, isActive?: boolean): void;
  remove(sessionId: string): void;
  isListening(sessionId: string): boolean;
  start(sessionId: string, epoch: number): void;
  data(sessionId: string, epoch: number, text: string): void;
  sendKeys: typeof sendKeys;
};

declare global {
  interface Window {
    readonly harness: Harness;
  }
}

const listeners = new Map<string, BridgeSessionListener>();
const waiting = new Map<string, (() => void)[]>();
const shown = new Map<string, { session: SessionState; isActive: boolean }>();
const container = document.getElementById('root');
if (container === null) throw new Error('the page has no root');
const root = createRoot(container);

async function answer(name: string, request: unknown): Promise<unknown> {
  harness.calls.push({ name, request });
  if (harness.held.has(name)) {
    await new Promise<void>((resolve) => waiting.set(name, [...(waiting.get(name) ?? []), resolve]));
  }
  const value = harness.answers[name];
  const isError = typeof value === 'object' && value !== null && 'code' in value;
  return isError ? { ok: false, error: value } : { ok: true, value };
}

/** Any call of the bridge, without naming them: `calls.sessions.attach(request)`. */
const calls = new Proxy(
  {},
  {
    get: (_, domain: string) =>
      new Proxy(
        {},
        { get: (__, verb: string) => (request: unknown) => answer(`${domain}.${verb}`, request) },
      ),
  },
);

function render(): void {
  root.render(
    [...shown.values()].map(({ session, isActive }) =>
      createElement(
        'div',
        {
          key: session.id,
          style: { position: 'absolute', inset: 0, visibility: isActive ? 'visible' : 'hidden' },
        },
        createElement(SessionView, {
          session,
          isActive,
          onEdit: (profileId) => harness.asked.push(`edit ${profileId}`),
          onClose: () => harness.asked.push('close'),
          onShowEngine: () => harness.asked.push('engine'),
        }),
      ),
    ),
  );
}

const harness: Harness = {
  inputs: [],
  acks: [],
  calls: [],
  asked: [],
  answers: {},
  held: new Set(),
  settle(name) {
    harness.held.delete(name);
    for (const resolve of waiting.get(name) ?? []) resolve();
    waiting.delete(name);
  },
  show(session, isActive = true) {
    shown.set(session.id, { session, isActive });
    render();
  },
  remove(sessionId) {
    shown.delete(sessionId);
    render();
  },
  isListening: (sessionId) => listeners.has(sessionId),
  start: (sessionId, epoch) => listeners.get(sessionId)?.start(epoch),
  data(sessionId, epoch, text) {
    const bytes = new TextEncoder().encode(text).length;
    listeners.get(sessionId)?.data(epoch, text, bytes, bytes === text.length);
  },
  sendKeys,
};

Object.assign(window, {
  harness,
  pestle: {
    calls,
    on: () => () => undefined,
    session: {
      listen(sessionId: string, listener: BridgeSessionListener) {
        listeners.set(sessionId, listener);
        return () => {
          if (listeners.get(sessionId) === listener) listeners.delete(sessionId);
        };
      },
      input: (sessionId: string, epoch: number, text: string) =>
        harness.inputs.push({ sessionId, epoch, text }),
      ack: (sessionId: string, epoch: number, bytes: number) =>
        harness.acks.push({ sessionId, epoch, bytes }),
    },
  },
});
