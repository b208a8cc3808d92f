import { GuacdConnection } from '../../../../src/main/guacd/connection';
import { DEFAULT_DEADLINES } from '../../../../src/main/guacd/deadlines';
import { composeAnswer, parseOffer, type GuacdSelection } from '../../../../src/main/guacd/handshake';
import { GuacdLink } from '../../../../src/main/guacd/link';
import type { AppError } from '../../../../src/shared/errors';
import { encodeInstruction } from '../../../../src/shared/guacamole/encode';
import { FakeClock } from '../../../support/fake-clock';
import { FakeTransport } from '../../../support/fake-transport';

/** What guacd calls the connection of a {@link ConnectionRig}. */
export const ID = '$0123';
/** guacd's answer to the selection. */
export const ARGS = encodeInstruction('args', 'VERSION_1_5_0', 'hostname');
/** It lets the client in. */
export const READY = encodeInstruction('ready', ID);
export const NOP = encodeInstruction('nop');

/** A link to a guacd that is played by the test, and the connection that comes of it. */
export class ConnectionRig {
  protocolVersion: string | null = null;
  readonly clock = new FakeClock();
  readonly transport = new FakeTransport();
  readonly link: GuacdLink;
  failure: AppError | null = null;
  connection: GuacdConnection | null = null;
  /** What the listeners were told, in order. */
  readonly told: string[] = [];

  constructor(selection: GuacdSelection = { protocol: 'ssh' }) {
    this.link = new GuacdLink({
      transport: this.transport,
      selection,
      isTls: false,
      clock: this.clock,
      deadlines: DEFAULT_DEADLINES,
      handlers: {
        answer: (elements) => {
          const display = { width: 8, height: 6, dpi: 96 };
          return composeAnswer(parseOffer(elements), { parameters: { hostname: 'h' }, display }).text;
        },
        onReady: (connectionId) => {
          const { protocolVersion } = this;
          const facts = { connectionId, protocolVersion, parameterNames: [], unknownParameters: [] };
          this.connection = new GuacdConnection(this.link, facts, this.clock, DEFAULT_DEADLINES);
          this.onReady();
        },
        onFailed: (reason) => (this.failure = reason),
      },
    });
  }

  /** What the owner does as soon as there is a connection. */
  onReady: () => void = () => undefined;

  /** An open connection that tells everything. */
  open(): GuacdConnection {
    this.transport.receive(ARGS);
    this.transport.receive(READY);
    return this.listen();
  }

  listen(): GuacdConnection {
    const { connection } = this;
    if (connection === null) throw new Error('the connection is not open');
    connection.onInstructions((bytes) => this.told.push(new TextDecoder().decode(bytes)));
    connection.onLiveness((liveness) => this.told.push(liveness));
    connection.onClosed((reason) => this.told.push(`closed ${reason?.code ?? 'null'}`));
    return connection;
  }

  /** Lets what was put off to the end of the task happen. */
  settle(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }
}
