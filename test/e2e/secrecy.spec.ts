import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ElectronApplication } from '@playwright/test';
import type { ProfileDraft } from '../../src/shared/model/profile';
import { findSecret, makeCanary } from '../support/canary';
import { appArguments, cleanEnvironment, electronExecutable, launchApp } from './support/launch';
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

/** Fails for each place in which one of the secrets shows. */
function expectNowhere(
  secrets: Record<string, string>,
  places: Record<string, string>,
  folder: string,
): void {
  for (const [name, secret] of Object.entries(secrets)) {
    const found = Object.entries(places).flatMap(([place, text]) =>
      findSecret(text, secret).map((form) => `${place}: ${form}`),
    );
    expect({ name, found: [...found, ...findInFiles(folder, secret)] }).toEqual({ name, found: [] });
  }
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
    await pestle.createLive(ssh);
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
    expectNowhere(secrets, { said, starts, standardError }, userData);
  });

  test('C4: of every kind of connection, of links and of .rdp files appear nowhere, with the protocol traced', async ({
    servers,
  }) => {
    test.setTimeout(180_000);
    const userData = test.info().outputPath('data');
    const cwd = test.info().outputPath('cwd');
    for (const folder of [userData, cwd]) mkdirSync(folder, { recursive: true });
    const launched = await launchApp({ userData, cwd, env: { ...servers.keyring, PESTLE_LOG: 'trace' } });
    const { app } = launched;
    const pestle = new PestleWindow(launched.page);
    let standardError = '';
    app.process().stderr?.on('data', (chunk) => (standardError += String(chunk)));
    try {
      await recordMain(app);
      const key = readFileSync(servers.keys.rsaEncrypted, 'utf8');
      const secrets = {
        login: servers.password,
        vnc: servers.vncPassword,
        passphrase: servers.keys.passphrase,
        // A line in the middle of it.
        key: key.split('\n')[8] ?? '',
        gateway: makeCanary('gateway'),
        transfer: makeCanary('transfer'),
        link: 'zQlink7xKwv3',
        file: makeCanary('file'),
      };
      expect(secrets.key.length).toBeGreaterThan(40);
      const { host, ports, username } = servers;
      const at = (port: number): Record<string, string> => ({ hostname: host, port: String(port), username });
      const drafts: ProfileDraft[] = [
        {
          name: 'By key',
          protocol: 'ssh',
          parameters: at(ports.ssh),
          secrets: { 'private-key': key, passphrase: secrets.passphrase },
        },
        {
          name: 'Screen',
          protocol: 'vnc',
          parameters: { hostname: host, port: String(ports.vnc) },
          secrets: { password: secrets.vnc, 'sftp-password': secrets.transfer },
        },
        {
          name: 'Desktop',
          protocol: 'rdp',
          parameters: { ...at(ports.rdp), domain: 'desktop', 'ignore-cert': 'true' },
          secrets: { password: secrets.login },
        },
        {
          name: 'Line',
          protocol: 'telnet',
          parameters: at(ports.telnet),
          secrets: { password: secrets.login },
        },
        {
          name: 'Behind a gateway',
          protocol: 'rdp',
          parameters: { ...at(ports.rdp), 'gateway-hostname': host, 'gateway-port': String(ports.telnet) },
          secrets: { password: secrets.login, 'gateway-password': secrets.gateway },
        },
      ];
      for (const draft of drafts) {
        const saved = await pestle.page.evaluate((each) => window.pestle.calls.profiles.save(each), draft);
        expect(saved.ok).toBe(true);
      }
      for (const { name } of drafts.slice(0, 4)) await pestle.openLive(name);
      await pestle.open('Behind a gateway');
      await pestle.expectPhase('Behind a gateway', 'failed', 60_000);

      const rdpFile = path.join(cwd, 'desk.rdp');
      const lines = [
        'full address:s:desk.example',
        `password 51:b:${secrets.file}`,
        `gatewayaccesstoken:s:${secrets.file}`,
      ];
      writeFileSync(rdpFile, lines.join('\r\n'));
      const starts = [app.process().pid!, ...findDescendants(app.process().pid!).map(({ pid }) => pid)]
        .map(startOf)
        .join('\n');
      for (const [word, named] of [
        [`ssh://ann:${secrets.link}@link.example`, 'link.example'],
        [rdpFile, 'desk.example'],
      ] as const) {
        await promisify(execFile)(electronExecutable(), [...appArguments(userData), '--no-sandbox', word], {
          env: cleanEnvironment(servers.keyring),
          timeout: 15_000,
        });
        await expect.poll(async () => (await readMain(app)).includes(named)).toBe(true);
        await pestle.page.evaluate(async () => {
          const state = await window.pestle.calls.intents.state();
          const id = state.ok ? (state.value.shown?.id ?? '') : '';
          await window.pestle.calls.intents.answer({ id, answer: { kind: 'dismiss' } });
        });
      }
      const said = await readMain(app);
      const ended = launched.ended();
      process.kill(app.process().pid!, 'SIGTERM');
      await ended;
      // The user's own file, which is still there.
      rmSync(rdpFile);
      const trace = readFileSync(path.join(userData, 'logs/trace.log'), 'utf8');
      for (const protocol of ['ssh', 'vnc', 'rdp', 'telnet']) expect(trace).toContain(protocol);
      expect(starts).toContain('guacd');
      expectNowhere(secrets, { said, starts, standardError }, userData);
      expect(readdirSync(cwd)).toEqual([]);
    } finally {
      await launched.close();
    }
  });
});
