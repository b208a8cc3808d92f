import type { Socket } from 'node:net';
import { ElectronHost } from './electron/electron-host';
import { withStage, type Stage } from './electron/stage';
import { END, stamp, StreamServer, writeAll } from './electron/stream-server';
import { inTurn, type Aim, type Benchmark } from './harness/benchmark';
import { machineNow } from './harness/machine-clock';
import { percentile, type Scoreboard } from './harness/scoreboard';
import { cut, loopStream, STREAMS } from './harness/streams';

const MB = 1_000_000;
/** Each transfer takes a good part of a second at least. */
const TRANSFER_BYTES = { pestle: 64 * MB, 'guacamole-lite': 6 * MB };
const PIECE_BYTES = 65_536;
/** Small instructions are sent this often, for this long. */
const STAMP_EVERY_MS = 5;
const STAMPS = 500;
const LOAD_BYTES_PER_MS = 10_000;
const LATENCY_STREAM = 'rdp';

type Name = keyof typeof TRANSFER_BYTES;
/** A contestant in its Electron, with the guacd of its own that this process plays. */
type Path = { name: Name; host: ElectronHost; server: StreamServer };
/** One session: what is written to the socket arrives at a client that only counts. */
type Counted = { number: number; socket: Socket };

async function open({ host, server }: Path): Promise<Counted> {
  const index = server.connections;
  const parameters = { hostname: 'localhost', port: '1' };
  const number = await host.call('open', { port: server.port, protocol: 'vnc', parameters, use: 'count' });
  return { number, socket: await server.socket(index) };
}

async function close({ host }: Path, { number, socket }: Counted): Promise<void> {
  await host.page('close', number);
  socket.destroy();
}

/** All of a stream as fast as it goes, until its last instruction is with the client. */
async function transfer(path: Path, stream: (typeof STREAMS)[number], board: Scoreboard): Promise<void> {
  const { name, host } = path;
  const bytes = loopStream(stream, TRANSFER_BYTES[name]);
  const session = await open(path);
  const ended = host.page('ended', session.number);
  const processorMs = await host.processorMs();
  const start = machineNow();
  for (const piece of cut(bytes, PIECE_BYTES)) await writeAll(session.socket, piece);
  await writeAll(session.socket, END);
  const seconds = ((await ended) - start) / 1000;
  const usedMs = (await host.processorMs()) - processorMs;
  await close(path, session);
  board.add(stream, name, bytes.length / MB / seconds);
  if (ElectronHost.hasProcessorTimes)
    board.add(`${stream} cpu-ms-per-MB`, name, usedMs / (bytes.length / MB));
}

/** Stamped instructions through one session, maybe beside a stream through another one of the same page. */
async function delays(path: Path, isLoaded: boolean, board: Scoreboard): Promise<void> {
  const quiet = await open(path);
  const load = isLoaded ? await open(path) : null;
  const pump = load === null ? null : new Pump(load.socket);
  for (let count = 0; count < STAMPS; count++) {
    await pause(STAMP_EVERY_MS);
    quiet.socket.write(stamp());
  }
  await writeAll(quiet.socket, END);
  await path.host.page('ended', quiet.number);
  pump?.stop();
  const all = await path.host.page('takeDelays', quiet.number);
  if (all.length !== STAMPS) throw new Error(`${path.name}: ${all.length} of ${STAMPS} arrived`);
  const name = isLoaded ? 'beside 10 MB/s' : 'idle';
  board.add(`${name} p50-ms`, path.name, percentile(all, 0.5));
  board.add(`${name} p99-ms`, path.name, percentile(all, 0.99));
  await close(path, quiet);
  if (load !== null) await close(path, load);
}

/** Writes a recorded stream at 10 MB/s, by the clock. */
class Pump {
  readonly #timer: NodeJS.Timeout;

  constructor(socket: Socket) {
    const pieces = cut(loopStream(LATENCY_STREAM, 2 * MB), PIECE_BYTES / 4);
    const start = machineNow();
    let [written, next] = [0, 0];
    this.#timer = setInterval(() => {
      const due = (machineNow() - start) * LOAD_BYTES_PER_MS;
      while (written < due) {
        const piece = pieces[next++ % pieces.length];
        if (piece === undefined) return;
        socket.write(piece);
        written += piece.length;
      }
    }, 1);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function measure(stage: Stage, board: Scoreboard, rounds: number): Promise<void> {
  const paths: Path[] = [];
  try {
    for (const name of ['pestle', 'guacamole-lite'] as const)
      paths.push({ name, host: await stage.host(name), server: await StreamServer.start() });
    for (const stream of STREAMS) await inTurn(rounds, paths, (path) => transfer(path, stream, board));
    for (const isLoaded of [false, true])
      await inTurn(rounds, paths, (path) => delays(path, isLoaded, board));
  } finally {
    for (const { server } of paths) server.dispose();
  }
}

const pair = { of: 'pestle', than: 'guacamole-lite' } as const;

/**
 * From the socket of the engine to a client in the page that does nothing: ours through sessions, channels, preload
 * and tunnel, with credit; the rival with its server in the main process and the stock tunnel in the page.
 */
export const benchmark: Benchmark = {
  name: 'ipc',
  about: 'recorded streams from guacd to a page that only counts, in Electron',
  unit: 'MB/s',
  rounds: 5,
  aims: [
    ...STREAMS.flatMap((result): Aim[] => [
      { result, ...pair, atLeast: 15 },
      { result: `${result} cpu-ms-per-MB`, ...pair, atMost: 1 / 12 },
    ]),
    { result: 'beside 10 MB/s p99-ms', ...pair, atMost: 1 / 15 },
  ],
  run: (board, rounds) => withStage((stage) => measure(stage, board, rounds)),
};
