import { rmSync } from 'node:fs';
import { createAccount, removeAccount } from './account.mjs';
import { createCertificate } from './certificate.mjs';
import { loopback } from './description.mjs';
import { desktopColour, startDesktop } from './desktop.mjs';
import { installedGuacd, startGuacds } from './guacd.mjs';
import { freePort } from './ports.mjs';
import { Service } from './service.mjs';
import { startSshd } from './sshd.mjs';
import { clearLeftFolders, createStateFolder } from './state-folder.mjs';
import { startTelnetd } from './telnetd.mjs';
import { startXrdp } from './xrdp.mjs';

/** @typedef {import('./description.mjs').ServerPorts} ServerPorts */
/** @typedef {import('./description.mjs').ServersDescription} ServersDescription */
/** @typedef {import('./service.mjs').ServiceOptions} ServiceOptions */

/**
 * Like Promise.all, but a failure is passed on only when the others are through as well: nothing is started any
 * more while what is there is being cleared away.
 * @template {readonly unknown[] | []} T
 * @param {T} promises
 * @returns {Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }>}
 */
async function settled(promises) {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

/** @returns {Promise<ServerPorts & { sesman: number }>} */
async function choosePorts() {
  /** @type {Set<number>} */
  const taken = new Set();
  const next = async () => {
    const port = await freePort(taken);
    taken.add(port);
    return port;
  };
  return {
    guacd: await next(),
    guacdTls: await next(),
    ssh: await next(),
    vnc: await next(),
    rdp: await next(),
    telnet: await next(),
    sesman: await next(),
  };
}

/**
 * One of each server, on loopback ports of their own, with an account that exists as long as they do. Needs root.
 * Several sets can run at once.
 */
export class ServerSet {
  #folder = '';
  /** @type {Service[]} */
  #services = [];

  /**
   * Starts them all and resolves once every one listens. After a failure nothing is left.
   * @returns {Promise<ServersDescription>}
   */
  async start() {
    await clearLeftFolders();
    this.#folder = createStateFolder();
    try {
      return await this.#startAll(this.#folder);
    } catch (error) {
      await this.dispose();
      throw error;
    }
  }

  /**
   * @param {string} folder
   * @returns {Promise<ServersDescription>}
   */
  async #startAll(folder) {
    const [{ sesman: sesmanPort, ...ports }, account, certificate, guacd] = await settled([
      choosePorts(),
      createAccount(folder),
      createCertificate(folder),
      installedGuacd(),
    ]);
    const host = { folder, launch: (/** @type {ServiceOptions} */ options) => this.#launch(options) };
    const startRemotes = async () => {
      const desktop = await startDesktop(host, account, ports.vnc);
      const vnc = { port: ports.vnc, password: desktop.vncPassword };
      await startXrdp(host, {
        port: ports.rdp,
        sesmanPort,
        certificate,
        vnc,
        desktopProgram: desktop.program,
      });
      return desktop;
    };
    const [{ keys, hostKey }, { display, vncPassword }] = await settled([
      startSshd(host, account, ports.ssh),
      startRemotes(),
      startTelnetd(host, ports.telnet),
      startGuacds(host, account, { plain: ports.guacd, tls: ports.guacdTls }, certificate),
    ]);
    return {
      host: loopback,
      username: account.name,
      password: account.password,
      vncPassword,
      ports,
      display,
      desktopColour,
      dir: folder,
      keys,
      hostKey,
      tlsCertificate: certificate.certificatePath,
      guacdPath: guacd.path,
      guacdVersion: guacd.version,
    };
  }

  /**
   * @param {ServiceOptions} options
   * @returns {Service}
   */
  #launch(options) {
    const service = new Service(this.#folder, options);
    this.#services.push(service);
    return service;
  }

  /** Ends them all, with every process they or their account started, and removes account and folder. */
  async dispose() {
    if (this.#folder === '') return;
    await Promise.all(this.#services.map((service) => service.dispose()));
    await removeAccount(this.#folder);
    rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = '';
    this.#services = [];
  }
}
