import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const ip = (...args: string[]): string => execFileSync('ip', args, { encoding: 'utf8', stdio: 'pipe' });

/** Why this computer can make no second network, or null when it can. */
export function whyNoFarNetwork(): string | null {
  if (process.platform !== 'linux') return 'network namespaces are a thing of Linux';
  if (process.getuid?.() !== 0) return 'only root may make network namespaces';
  try {
    void new FarNetwork(250).dispose();
    return null;
  } catch (thrown) {
    return `network namespaces do not work here: ${String(thrown)}`;
  }
}

/**
 * Another computer in a network of two, joined to this one by a cable that can be pulled: a network namespace and a
 * pair of virtual Ethernet devices. Needs root.
 */
export class FarNetwork {
  readonly #name: string;
  readonly #near: string;
  readonly #far: string;
  readonly #prefix: string;
  readonly #children: ChildProcess[] = [];
  #nearHost = 1;

  /** @param number 1 to 250; two networks with one number cannot exist in one process */
  constructor(number: number) {
    const tag = `${(process.pid % 46_656).toString(36)}x${number}`;
    this.#name = `pestle-${tag}`;
    this.#near = `pn${tag}`;
    this.#far = `pf${tag}`;
    this.#prefix = `10.${100 + (process.pid % 150)}.${number}`;
    try {
      ip('netns', 'add', this.#name);
      ip('link', 'add', this.#near, 'type', 'veth', 'peer', 'name', this.#far, 'netns', this.#name);
      ip('addr', 'add', `${this.nearAddress}/24`, 'dev', this.#near);
      ip('link', 'set', this.#near, 'up');
      ip('-n', this.#name, 'addr', 'add', `${this.farAddress}/24`, 'dev', this.#far);
      ip('-n', this.#name, 'link', 'set', 'lo', 'up');
      this.plugIn();
    } catch (thrown) {
      void this.dispose();
      throw thrown;
    }
  }

  get farAddress(): string {
    return `${this.#prefix}.200`;
  }

  get nearAddress(): string {
    return `${this.#prefix}.${this.#nearHost}`;
  }

  /** Nothing crosses any more, and nobody is told. */
  pullOut(): void {
    ip('-n', this.#name, 'link', 'set', this.#far, 'down');
  }

  plugIn(): void {
    ip('-n', this.#name, 'link', 'set', this.#far, 'up');
  }

  /** This computer gets another address in place of the one it had. */
  changeAddress(): void {
    const before = this.nearAddress;
    this.#nearHost += 1;
    ip('addr', 'del', `${before}/24`, 'dev', this.#near);
    ip('addr', 'add', `${this.nearAddress}/24`, 'dev', this.#near);
  }

  /** This computer gets a further address, in a network of its own, as from a VPN. */
  addAddress(): void {
    ip('addr', 'add', `${this.#prefix}.250/32`, 'dev', this.#near);
  }

  /** Runs a program on the far computer until the network is disposed of. */
  run(program: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
    const child = spawn('ip', ['netns', 'exec', this.#name, program, ...args], {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...env },
      stdio: 'ignore',
      detached: true,
    });
    this.#children.push(child);
    return child;
  }

  /** Ends the programs, with all that they started, and takes the network away. */
  async dispose(): Promise<void> {
    const ended = this.#children.splice(0).map(async (child) => {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      process.kill(-child.pid, 'SIGKILL');
      await exited;
    });
    for (const args of [
      ['link', 'del', this.#near],
      ['netns', 'del', this.#name],
    ]) {
      try {
        ip(...args);
      } catch {
        // It was never made.
      }
    }
    await Promise.all(ended);
  }
}
