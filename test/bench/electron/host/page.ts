import Guacamole from 'guacamole-common-js';
import { createBridgeChannel } from '../../../../src/renderer/session/bridge-channel';
import { SessionDriver } from '../../../../src/renderer/session/session-driver';
import { SessionTunnel } from '../../../../src/renderer/session/tunnel';
import type {
  DownstreamMessage,
  SessionChannel,
  UpstreamMessage,
} from '../../../../src/shared/ipc/session-channel';
import type { Bridge } from '../../../../src/shared/ipc/bridge';
import { FrameLog } from './frame-log';
import type { PageApi, PageSession } from './wire';

declare global {
  interface Window {
    readonly benchTools: {
      /** The machine's monotonic clock, as the main process reads it, in milliseconds. */
      readClock(): number;
      forgetImages(): void;
    };
    readonly pestle: Bridge;
  }
}

type SessionPageChannel = SessionChannel<UpstreamMessage, DownstreamMessage>;

/** How far the page's clock is behind the machine's monotonic one; see `setClock`. */
let clockOffset = 0;
const now = (): number => performance.now() + clockOffset;

/** What every contestant's session is to the parent. */
type Played = {
  counter: Counter;
  log: FrameLog | null;
  sendKey: (keysym: number) => void;
  close: () => void;
};

/** The client that does nothing but count, and tells the marks of the parent from the rest. */
class Counter {
  instructions = 0;
  delays: number[] = [];
  readonly ended: Promise<number>;
  #end: (at: number) => void = () => undefined;

  constructor() {
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  readonly take = (opcode: string, args: readonly string[]): void => {
    this.instructions++;
    if (opcode !== 'name') return;
    const [mark = ''] = args;
    if (mark === 'end') this.#end(now());
    else if (mark.startsWith('t')) this.delays.push(now() - Number(mark.slice(1)));
  };
}

const CLOCK_LOOKS = 2_000;
const sessions: Played[] = [];

function playedAt(number: number): Played {
  const played = sessions[number];
  if (played === undefined) throw new Error(`there is no session ${number}`);
  return played;
}

function logAt(number: number): FrameLog {
  const { log } = playedAt(number);
  if (log === null) throw new Error(`session ${number} is not drawn`);
  return log;
}

/** Ours, counted: the production channel and tunnel, acknowledged as the session driver does. */
function countOurs(sessionId: string): Played {
  const counter = new Counter();
  const channel = createBridgeChannel(window.pestle.session, sessionId);
  let tunnel: SessionTunnel | null = null;
  channel.onMessage((message) => {
    if (message.kind === 'start') {
      tunnel = new SessionTunnel((text) => channel.post({ kind: 'input', epoch: message.epoch, text }));
      tunnel.oninstruction = (opcode, args) => counter.take(opcode, args as string[]);
      tunnel.connect();
      return;
    }
    tunnel?.receive(message.text, message.isAscii);
    channel.post({ kind: 'ack', epoch: message.epoch, bytes: message.bytes });
  });
  return { counter, log: null, sendKey: () => undefined, close: () => channel.close() };
}

/** Ours, drawn: what a session view holds. */
function drawOurs(sessionId: string): Played {
  const log = FrameLog.next(now);
  const driver = new SessionDriver({
    channel: watched(createBridgeChannel(window.pestle.session, sessionId), log),
    onClipboard: () => undefined,
  });
  document.body.append(driver.element);
  return {
    counter: new Counter(),
    log,
    sendKey: (keysym) => {
      driver.sendKey(1, keysym);
      driver.sendKey(0, keysym);
    },
    close: () => driver.dispose(),
  };
}

/** The same channel; the log hears of each message first. */
function watched(channel: SessionPageChannel, log: FrameLog): SessionPageChannel {
  return {
    ...channel,
    onMessage: (listener) =>
      channel.onMessage((message) => {
        if (message.kind === 'data') log.arrive(message.text);
        listener(message);
      }),
  };
}

/** The stock tunnel, with a client that only counts. */
async function countStock(url: string, query: string): Promise<Played> {
  const counter = new Counter();
  const tunnel = new Guacamole.WebSocketTunnel(url);
  tunnel.oninstruction = (opcode, args) => counter.take(opcode, args as string[]);
  const open = opened(tunnel);
  tunnel.connect(query);
  await open;
  return { counter, log: null, sendKey: () => undefined, close: () => tunnel.disconnect() };
}

/** The stock tunnel, parser, client and display as they are. */
async function drawStock(url: string, query: string): Promise<Played> {
  const log = FrameLog.next(now);
  const tunnel = new Guacamole.WebSocketTunnel(url);
  watchNextSocket(log);
  const client = new Guacamole.Client(tunnel);
  const element = client.getDisplay().getElement();
  document.body.append(element);
  const open = opened(tunnel);
  client.connect(query);
  await open;
  return {
    counter: new Counter(),
    log,
    sendKey: (keysym) => {
      client.sendKeyEvent(1, keysym);
      client.sendKeyEvent(0, keysym);
    },
    close: () => {
      client.disconnect();
      element.remove();
    },
  };
}

/** Lets the log hear of each message of the next web socket before its owner does. */
function watchNextSocket(log: FrameLog): void {
  const Original = window.WebSocket;
  window.WebSocket = class extends Original {
    constructor(...options: ConstructorParameters<typeof Original>) {
      super(...options);
      window.WebSocket = Original;
      this.addEventListener('message', ({ data }) => log.arrive(String(data)));
    }
  };
}

function opened(tunnel: Guacamole.Tunnel): Promise<void> {
  return new Promise((resolve, reject) => {
    tunnel.onerror = (status) => reject(new Error(`the tunnel failed: ${status.message ?? status.code}`));
    tunnel.onstatechange = (state) => {
      if (state === Guacamole.Tunnel.State.OPEN) resolve();
    };
  });
}

async function play(session: PageSession): Promise<Played> {
  if (session.kind === 'pestle')
    return session.use === 'count' ? countOurs(session.sessionId) : drawOurs(session.sessionId);
  const { url, query, use } = session;
  return use === 'count' ? countStock(url, query) : drawStock(url, query);
}

/**
 * Both clocks are the same one with another zero. Each look at the other process says that its reading lies between
 * two of ours; many of them leave a narrow space.
 */
function setClock(): number {
  let [least, most] = [-Infinity, Infinity];
  for (let look = 0; look < CLOCK_LOOKS; look++) {
    const before = performance.now();
    const there = window.benchTools.readClock();
    least = Math.max(least, there - performance.now());
    most = Math.min(most, there - before);
  }
  clockOffset = (least + most) / 2;
  return most - least;
}

const api: PageApi = {
  setClock,
  async show(session) {
    return sessions.push(await play(session)) - 1;
  },
  ended: (number) => playedAt(number).counter.ended,
  takeDelays(number) {
    const { counter } = playedAt(number);
    const { delays } = counter;
    counter.delays = [];
    return delays;
  },
  counts: (number) => ({ instructions: playedAt(number).counter.instructions }),
  drawn: (number, frames) => logAt(number).drawn(frames),
  frames: (number) => logAt(number).totalFrames,
  picture: (number) => logAt(number).digest(),
  snapshot: (number) => logAt(number).picture().toDataURL(),
  async keyToPicture(number, keysym) {
    const log = logAt(number);
    const drawn = log.nextFrame();
    const sentAt = now();
    playedAt(number).sendKey(keysym);
    return (await drawn) - sentAt;
  },
  close(number) {
    playedAt(number).close();
  },
  hasFocus: () => document.hasFocus(),
  forgetImages: () => window.benchTools.forgetImages(),
};

Object.assign(window, { bench: api });
