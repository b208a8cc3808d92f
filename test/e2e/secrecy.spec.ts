import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { findSecret, makeCanary } from '../support/canary';
import { launchApp } from './support/launch';
import { expect, test } from './support/pestle-test';
import { PestleWindow } from './support/pestle-window';
import { findDescendants } from './support/process-family';
import { serverProfiles } from './support/profiles';

/** Keeps everything that main says to the page from now on: answers to calls, events, and sessions. */
async function recordMain(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ ipcMain, webContents }) => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    for (const contents of webContents.getAllWebContents()) {
      const send = contents.send.bind(contents);
      contents.send = (...args) => {
        said.push(JSON.stringify(args));
        send(...args);
      };
    }
    type Handler = (...args: unknown[]) => Promise<unknown>;
    const { _invokeHandlers: handlers } = ipcMain as unknown as { _invokeHandlers: Map<string, Handler> };
    for (const [channel, handler] of [...handlers]) {
      handlers.set(channel, async (...args) => {
        const answer = await handler(...args);
        said.push(JSON.stringify([channel, answer]));
        return answer;
      });
    }
  });
}

const readMain = (app: ElectronApplication): Promise<string> =>
  app.evaluate(() => (globalThis as unknown as { said: string[] }).said.join('\n'));

/** What a process was started with and in, as others on this computer can see it. */
function startOf(pid: number): string {
  try {
    return ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${pid}/${name}`, 'latin1')).join('\n');
  } catch {
    return '';
  }
}

/** What each file under a folder shows of a secret. */
function findInFiles(folder: string, secret: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true)
    .flatMap((file) => findSecret(readFileSync(file), secret).map((form) => `${file}: ${form}`));
}

test.describe('secrets', () => {
  test('C4: appear nowhere, with the protocol traced, after an error and a crash', async ({ servers }) => {
    test.setTimeout(120_000);
    const userData = test.info().outputPath('data');
    mkdirSync(userData, { recursive: true });
    const launched = await launchApp({ userData, env: { ...servers.keyring, PESTLE_LOG: 'trace' } });
    const { app } = launched;
    const pestle = new PestleWindow(launched.page);
    let standardError = '';
    app.process().stderr?.on('data', (chunk) => (standardError += String(chunk)));
    await recordMain(app);

    const secrets = {
      saved: servers.password,
      answered: makeCanary('answered'),
      copied: makeCanary('copied'),
      typed: 'zQtyped7xKwv3',
    };
    const { ssh } = serverProfiles(servers);
    await pestle.createProfile(ssh);
    await pestle.openLive(ssh.name);
    await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), secrets.copied);
    await pestle.typeLine(ssh.name, `# ${secrets.typed}`);
    const { id, epoch } = await pestle.session(ssh.name);
    await pestle.page.evaluate((sessionId) => window.pestle.calls.sessions.sendClipboard({ sessionId }), id);

    const asked = { ...ssh, name: 'Asked server', fields: { ...ssh.fields, Password: '' } };
    await pestle.createProfile(asked);
    await pestle.open(asked.name);
    await pestle.signIn(asked.name).getByLabel('Password', { exact: true }).fill(secrets.answered);
    await pestle.page.keyboard.press('Enter');
    await pestle.expectPhase(asked.name, 'failed');

    const pid = app.process().pid!;
    const starts = [pid, ...findDescendants(pid).map((member) => member.pid)].map(startOf).join('\n');
    expect(starts).toContain('guacd');

    // A page that breaks the rules, with a secret in what it says.
    await pestle.page.evaluate(
      ([sessionId, epochNow, text]) => window.pestle.session.input(sessionId, epochNow, `9.forged,${text};`),
      [id, epoch, secrets.typed] as const,
    );
    await pestle.expectPhase(ssh.name, 'failed');
    const said = await readMain(app);
    expect(said).toContain('Shell server');
    expect(said).toContain('RENDERER_PROTOCOL_VIOLATION');

    const ended = launched.ended();
    await app
      .evaluate(() => void setTimeout(() => void Promise.reject(new Error('broken')), 0))
      .catch(() => undefined);
    expect(await ended).toBe(70);

    const trace = readFileSync(path.join(userData, 'logs/trace.log'), 'utf8');
    for (const opcode of ['connect', 'key', 'clipboard', 'sync'])
      expect(trace).toContain(`"opcode":"${opcode}"`);
    expect(standardError).toContain('app.failed');
    for (const [name, secret] of Object.entries(secrets)) {
      const places = { said, starts, standardError };
      const found = Object.entries(places).flatMap(([place, text]) =>
        findSecret(text, secret).map((form) => `${place}: ${form}`),
      );
      expect({ name, found: [...found, ...findInFiles(userData, secret)] }).toEqual({ name, found: [] });
    }
  });
});
