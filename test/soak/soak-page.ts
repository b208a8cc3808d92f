import { decodeInstructions } from '../../src/shared/guacamole/decode';
import { encodeInstruction } from '../../src/shared/guacamole/encode';
import { FakeChannel } from '../support/fake-channel';

/** A page that does what the real one does to the protocol and keeps nothing of it. */
export class SoakPage extends FakeChannel {
  bytes = 0;

  override onPost = (message: (typeof this.posted)[number]): void => {
    this.posted.length = 0;
    if (message.kind === 'start') return;
    const { epoch, text, bytes, isAscii } = message;
    this.bytes += bytes;
    // As in the app, the answer comes in a later turn.
    setImmediate(() => {
      decodeInstructions(text, isAscii, (opcode, args) => {
        if (opcode === 'sync') this.input(epoch, encodeInstruction('sync', args[0] ?? ''));
      });
      this.ack(epoch, bytes);
    });
  };
}
