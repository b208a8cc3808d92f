import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { DEFAULT_SETTINGS } from '../../../src/shared/model/settings';
import { ScriptedGuacd, type ScriptedPeer } from '../../support/scripted-guacd';
import { launchApp, type LaunchedApp } from './launch';
import { PestleWindow } from './pestle-window';

export const SESSION_NAME = 'Hostile host';
const CONNECTION_ID = '$22222222-2222-4222-8222-222222222222';
const PARAMETERS = ['hostname', 'port', 'username', 'password'];

/** What the scripted guacd does in a session, once it is open. `isJoined`: for a page that came later. */
export type SessionScript = (peer: ScriptedPeer, isJoined: boolean) => Promise<void>;

/** The real app, whose engine does what a test says, with one saved connection. */
export class ScriptedEngine {
  /** Connections that became sessions, in order. */
  readonly sessions: ScriptedPeer[] = [];
  script: SessionScript = () => Promise.resolve();
  #guacd: ScriptedGuacd | null = null;

  get port(): number {
    if (this.#guacd === null) throw new Error('the engine is not started');
    return this.#guacd.port;
  }

  async start(): Promise<void> {
    this.#guacd = await ScriptedGuacd.start((peer) => this.#serve(peer));
  }

  stop(): Promise<void> {
    return this.#guacd?.stop() ?? Promise.resolve();
  }

  /** The app also connects only to ask what the engine knows, and leaves. */
  async #serve(peer: ScriptedPeer): Promise<void> {
    const { args } = await peer.expect('select');
    await peer.say('args', 'VERSION_1_5_0', ...PARAMETERS);
    await peer.expect('connect');
    await peer.say('ready', CONNECTION_ID);
    this.sessions.push(peer);
    await this.script(peer, args[0] === CONNECTION_ID);
  }
}

/** Data of the app in which the engine is the one at this port, and one connection is saved. */
function prepareData(port: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'pestle-e2e-'));
  const write = (name: string, data: unknown): void =>
    writeFileSync(path.join(folder, 'data', `${name}.json`), JSON.stringify({ version: 1, data }), {
      mode: 0o600,
    });
  mkdirSync(path.join(folder, 'data'), { mode: 0o700 });
  write('settings', { ...DEFAULT_SETTINGS, engine: { kind: 'remote', host: '127.0.0.1', port, tls: null } });
  write('profiles', [
    {
      id: '00000000-0000-4000-8000-000000000009',
      name: SESSION_NAME,
      protocol: 'telnet',
      parameters: { hostname: 'host.example' },
      createdAt: 1,
      updatedAt: 1,
      lastOpenedAt: null,
    },
  ]);
  return folder;
}

type Fixtures = { engine: ScriptedEngine; launched: LaunchedApp; pestle: PestleWindow };

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from the pattern
  engine: async ({}, use) => {
    const engine = new ScriptedEngine();
    await engine.start();
    await use(engine);
    await engine.stop();
  },
  launched: async ({ engine }, use) => {
    const userData = prepareData(engine.port);
    const launched = await launchApp({ userData });
    await use(launched);
    await launched.close();
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 });
  },
  pestle: async ({ launched }, use) => {
    await use(new PestleWindow(launched.page));
  },
});
