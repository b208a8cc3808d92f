import { ElectronHost } from './electron/electron-host';
import { script } from './electron/scripts';
import { withStage, type Stage } from './electron/stage';
import { SocketServer, StreamServer, writeAll } from './electron/stream-server';
import { inTurn, NotHere, type Aim, type Benchmark } from './harness/benchmark';
import { machineNow } from './harness/machine-clock';
import { percentile, type Scoreboard } from './harness/scoreboard';
import { readStream, STREAMS, type StreamName } from './harness/streams';
import { wholeInstructions } from './electron/whole-instructions';

const STOCK = 'guacamole-common-js';
const MESSAGE_CHARACTERS = 65_536;
/** Keys that are typed in one round by each contestant, in turn: the computer is not equally fast from one second to the next. */
const KEYS = 60;
const KEYSYM_A = 0x61;
const KEYSYM_BACKSPACE = 0xff08;
const QUIET_MS = 700;

/** A contestant in a window of its own, and how a recorded stream gets to it. */
type Player = {
  contestant: 'pestle' | typeof STOCK;
  host: ElectronHost;
  /** Opens a session and returns its number on the page and what plays a stream to it. */
  open: () => Promise<{ number: number; play: (text: string) => Promise<void> }>;
  dispose: () => void;
};

async function pestlePlayer(stage: Stage): Promise<Player> {
  const host = await stage.host('pestle');
  const server = await StreamServer.start();
  return {
    contestant: 'pestle',
    host,
    async open() {
      const index = server.connections;
      const number = await openOn(host, server.port);
      const socket = await server.socket(index);
      return { number, play: (text) => writeAll(socket, text) };
    },
    dispose: () => server.dispose(),
  };
}

/** The stock page; a web socket server in this process says what is recorded. */
async function stockPlayer(stage: Stage): Promise<Player> {
  const host = await stage.host(STOCK);
  const server = await SocketServer.start();
  return {
    contestant: STOCK,
    host,
    async open() {
      const index = server.connections;
      const number = await openOn(host, server.port);
      const client = server.client(index);
      client.send(StreamServer.greeting);
      const play = (text: string): Promise<void> => {
        for (const message of wholeInstructions(text, MESSAGE_CHARACTERS)) client.send(message);
        return Promise.resolve();
      };
      return { number, play };
    },
    dispose: () => server.dispose(),
  };
}

async function openOn(host: ElectronHost, port: number): Promise<number> {
  const parameters = { hostname: 'localhost', port: '1' };
  return host.call('open', { port, protocol: 'vnc', parameters, use: 'draw' });
}

/** Plays one stream to one contestant, from an empty display; returns the digest of the last picture. */
async function play(
  { contestant, host, open }: Player,
  stream: StreamName,
  board: Scoreboard,
): Promise<string> {
  const text = readStream(stream).toString('utf8');
  const frames = [...wholeInstructions(text, 0)].filter((one) => one.startsWith('4.sync,')).length;
  // Chromium keeps images that it has seen; nobody shall find those of the round before.
  await host.page('forgetImages');
  const { number, play: send } = await open();
  await host.page('drawn', number, 1);
  const threadMs = host.pageThreadMs();
  const start = machineNow();
  await send(text);
  const { delays, endedAt } = await host.page('drawn', number, frames);
  if (ElectronHost.hasProcessorTimes)
    board.add(`${stream} main-thread-ms`, contestant, host.pageThreadMs() - threadMs);
  board.add(stream, contestant, frames / ((endedAt - start) / 1000));
  board.add(`${stream} sync-to-flushed-ms`, contestant, percentile(delays, 0.5));
  const picture = await host.page('picture', number);
  await host.page('close', number);
  return picture;
}

async function playAll(stage: Stage, board: Scoreboard, rounds: number): Promise<void> {
  const players = [await pestlePlayer(stage), await stockPlayer(stage)];
  try {
    for (const { host } of players)
      if (!(await host.page('hasFocus'))) throw new Error('a page without focus draws another way');
    for (const stream of STREAMS) {
      const pictures = new Set<string>();
      await inTurn(rounds, players, async (player) => void pictures.add(await play(player, stream, board)));
      if (pictures.size > 1) throw new Error(`${stream}: the pictures differ: ${[...pictures].join(', ')}`);
      board.note(`${stream}: the last pictures are the same, pixel by pixel (${[...pictures].join('')})`);
    }
  } finally {
    for (const player of players) player.dispose();
  }
}

/** A contestant with a session in a real shell. */
type Typist = { name: Player['contestant']; electron: ElectronHost; number: number };

/** Types into a real shell and measures each key until the picture with its echo. */
async function typeAll(stage: Stage, board: Scoreboard, rounds: number): Promise<void> {
  const { TestServers } = await script('servers/test-servers.mjs');
  const servers = new TestServers();
  try {
    const { host, ports, username, password } = await servers.start();
    const parameters = { hostname: host, port: String(ports.ssh), username, password };
    const typists: Typist[] = [];
    for (const contestant of ['pestle', 'guacamole-lite'] as const) {
      const electron = await stage.host(contestant);
      const request = { port: ports.guacd, protocol: 'ssh', parameters, use: 'draw' } as const;
      const number = await electron.call('open', request);
      await quiet(electron, number);
      typists.push({ name: contestant === 'pestle' ? contestant : STOCK, electron, number });
    }
    for (let round = 0; round < rounds; round++) {
      const delays = new Map<Typist['name'], number[]>(typists.map(({ name }) => [name, []]));
      await inTurn(KEYS, typists, async ({ name, electron, number }, key) => {
        // In pairs, since the order turns with each key.
        const keysym = key % 4 < 2 ? KEYSYM_A : KEYSYM_BACKSPACE;
        delays.get(name)?.push(await electron.page('keyToPicture', number, keysym));
        // Not in step with animation frames or with guacd.
        await pause(60 + Math.random() * 60);
      });
      for (const [name, of] of delays) {
        board.add('key-to-picture-ms', name, percentile(of, 0.5));
        board.add('key-to-picture-ms p99', name, percentile(of, 0.99));
      }
    }
  } finally {
    await servers.dispose();
  }
}

/** Waits until a session has drawn something and then nothing for a while. */
async function quiet(host: ElectronHost, number: number): Promise<void> {
  for (let last = 0; ;) {
    await pause(QUIET_MS);
    const frames = await host.page('frames', number);
    if (frames > 2 && frames === last) return;
    last = frames;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const framesAtLeast = { rdp: 5, vnc: 5, ssh: 6 } as const;

function streamAims(stream: StreamName): Aim[] {
  const pair = { of: 'pestle', than: STOCK } as const;
  return [
    { result: stream, ...pair, atLeast: framesAtLeast[stream] },
    { result: `${stream} sync-to-flushed-ms`, of: 'pestle', atMost: 50 },
    { result: `${stream} main-thread-ms`, ...pair, atMost: 0.5 },
  ];
}

/**
 * Recorded streams in a real window, each from an empty display as fast as it goes: ours through all of the app,
 * from the socket of the engine on; the stock page from its web socket on.
 */
export const benchmark: Benchmark = {
  name: 'draw',
  about: 'recorded streams drawn in a real window; keys typed into a real shell',
  unit: 'frames/s',
  rounds: 5,
  aims: [
    ...STREAMS.flatMap(streamAims),
    { result: 'key-to-picture-ms', of: 'pestle', than: STOCK, atMost: 0.8 },
  ],
  run: (board, rounds) =>
    withStage(async (stage) => {
      await playAll(stage, board, rounds);
      try {
        await typeAll(stage, board, rounds);
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        board.note(`key-to-picture is SKIPPED: ${error.message}`);
      }
    }),
};

const isUnavailable = (error: unknown): error is Error =>
  error instanceof NotHere || (error instanceof Error && error.name === 'Unavailable');
