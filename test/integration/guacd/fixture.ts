import { connectGuacd, type GuacdConnection, type GuacdConnectOptions } from '../../../src/main/guacd';
import { ScriptedGuacd, type GuacdScript } from '../../support/scripted-guacd';

export const display = { width: 1024, height: 768, dpi: 96 };

/** A scripted guacd and connections to it, for one test at a time; `end` belongs into `afterEach`. */
export class GuacdFixture {
  #guacd: ScriptedGuacd | null = null;
  readonly #connections: GuacdConnection[] = [];

  async play(...scripts: GuacdScript[]): Promise<ScriptedGuacd> {
    return (this.#guacd = await ScriptedGuacd.start(scripts));
  }

  async connect(to: ScriptedGuacd, more: Partial<GuacdConnectOptions> = {}): Promise<GuacdConnection> {
    const connection = await connectGuacd({
      address: more.address ?? to.address,
      select: { protocol: 'ssh' },
      parameters: { hostname: 'example.org', port: '22' },
      display,
      ...more,
    });
    this.#connections.push(connection);
    return connection;
  }

  async end(): Promise<void> {
    await Promise.all(this.#connections.splice(0).map((connection) => connection.close()));
    await this.#guacd?.stop();
    this.#guacd = null;
  }
}
