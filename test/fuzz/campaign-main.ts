import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { runCampaign, type CampaignOrder, type CampaignReport } from './engine/campaign';
import { ALL_TARGETS } from './targets/all-targets';

/** A program that runs campaigns and prints one report a line: `node campaign-main.mjs '[{"target":"scanner",…}]'`. */
export type CampaignRequest = CampaignOrder & { target: string };

/** An input that has not ended after so long never will; the slowest real one takes milliseconds. */
const HANG_MS = 20_000;
const CHECK_MS = 1_000;
/** Room for the largest input, behind its length and the number of inputs so far. */
const WITNESS_BYTES = 131_072;

/** What both threads see: how many inputs have begun, the length of the present one, and its bytes. */
class SharedInput {
  readonly buffer: SharedArrayBuffer;
  readonly #numbers: Int32Array;
  readonly #bytes: Uint8Array;

  constructor(buffer = new SharedArrayBuffer(WITNESS_BYTES + 8)) {
    this.buffer = buffer;
    this.#numbers = new Int32Array(buffer, 0, 2);
    this.#bytes = new Uint8Array(buffer, 8);
  }

  get count(): number {
    return Atomics.load(this.#numbers, 0);
  }

  get input(): string {
    return Buffer.from(this.#bytes.slice(0, Atomics.load(this.#numbers, 1))).toString('base64');
  }

  readonly witness = (data: Uint8Array): void => {
    this.#bytes.set(data.length <= this.#bytes.length ? data : data.subarray(0, this.#bytes.length));
    this.#numbers[1] = Math.min(data.length, this.#bytes.length);
    Atomics.add(this.#numbers, 0, 1);
  };
}

function work({ requests, buffer }: { requests: CampaignRequest[]; buffer: SharedArrayBuffer }): void {
  // A trace for each of a million refusals would be most of the time.
  Error.stackTraceLimit = 0;
  const shared = new SharedInput(buffer);
  for (const request of requests) {
    const target = ALL_TARGETS.find(({ name }) => name === request.target);
    if (target === undefined) throw new Error(`There is no target ${request.target}.`);
    const report = runCampaign(target, request, shared.witness);
    parentPort?.postMessage(report);
  }
}

/** Runs the worker and watches over it: an input that never ends is told like any other failure. */
function supervise(requests: CampaignRequest[]): void {
  const shared = new SharedInput();
  const worker = new Worker(new URL(import.meta.url), { workerData: { requests, buffer: shared.buffer } });
  let done = 0;
  let lastCount = -1;
  let movedAt = performance.now();
  const print = (report: unknown): void => console.log(JSON.stringify(report));
  worker.on('message', (report: CampaignReport) => {
    done++;
    print(report);
  });
  worker.on('error', (error) => {
    console.error(error);
    process.exitCode = 1;
  });
  const timer = setInterval(() => {
    if (shared.count !== lastCount) {
      lastCount = shared.count;
      movedAt = performance.now();
    } else if (performance.now() - movedAt > HANG_MS) {
      const request = requests[done];
      const failure = { kind: 'hang', message: 'never ended', input: shared.input, after: lastCount };
      print({ target: request?.target, seed: request?.seed, failure });
      process.exit(1);
    }
  }, CHECK_MS);
  worker.on('exit', () => clearInterval(timer));
}

if (isMainThread) supervise(JSON.parse(process.argv[2] ?? '[]') as CampaignRequest[]);
else work(workerData as Parameters<typeof work>[0]);
