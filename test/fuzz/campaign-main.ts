import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { runCampaign, type CampaignOrder, type CampaignReport } from './engine/campaign';
import { ALL_TARGETS } from './targets/all-targets';

/**
 * A program that runs campaigns on all cores, each on whichever is free next, and prints one report a line:
 * `node campaign-main.mjs '[{"target":"scanner",…}]'`.
 */
export type CampaignRequest = CampaignOrder & { target: string };

const CHECK_MS = 1_000;
/** An input that has not ended after so many checks in a row never will; the slowest real one takes milliseconds. */
const HANG_CHECKS = 10;
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

function work(buffer: SharedArrayBuffer): void {
  // A trace for each of a million refusals would be most of the time; without a limit not even an empty one is made.
  Reflect.deleteProperty(Error, 'stackTraceLimit');
  const shared = new SharedInput(buffer);
  parentPort?.on('message', (request: CampaignRequest) => {
    const target = ALL_TARGETS.find(({ name }) => name === request.target);
    if (target === undefined) throw new Error(`There is no target ${request.target}.`);
    parentPort?.postMessage(runCampaign(target, request, shared.witness));
  });
}

/** Takes one request after the other, and watches over its thread: an input that never ends is told like any failure. */
class Supervisor {
  readonly #queue: CampaignRequest[];
  readonly #shared = new SharedInput();
  readonly #worker = new Worker(new URL(import.meta.url), { workerData: this.#shared.buffer });
  readonly #timer = setInterval(() => this.#check(), CHECK_MS);
  #request: CampaignRequest | undefined;
  #countBefore = 0;
  #lastCount = -1;
  #idleChecks = 0;

  /** @param queue of all supervisors: what one has taken is gone from it */
  constructor(queue: CampaignRequest[]) {
    this.#queue = queue;
    this.#worker.on('message', (report: CampaignReport) => {
      console.log(JSON.stringify(report));
      this.#next();
    });
    this.#worker.on('error', (error) => {
      console.error(error);
      process.exitCode = 1;
    });
    this.#worker.on('exit', () => clearInterval(this.#timer));
    this.#next();
  }

  #next(): void {
    this.#request = this.#queue.shift();
    this.#countBefore = this.#shared.count;
    if (this.#request === undefined) void this.#worker.terminate();
    else this.#worker.postMessage(this.#request);
  }

  #check(): void {
    const { count } = this.#shared;
    if (count !== this.#lastCount) {
      this.#lastCount = count;
      this.#idleChecks = 0;
    } else if (++this.#idleChecks === HANG_CHECKS) {
      const failure = {
        kind: 'hang',
        message: 'never ended',
        input: this.#shared.input,
        after: count - this.#countBefore,
      };
      console.log(JSON.stringify({ target: this.#request?.target, seed: this.#request?.seed, failure }));
      process.exitCode = 1;
      void this.#worker.terminate();
      clearInterval(this.#timer);
      if (this.#queue.length > 0) new Supervisor(this.#queue);
    }
  }
}

function supervise(requests: CampaignRequest[]): void {
  const threads = Math.min(availableParallelism(), requests.length);
  for (let count = 0; count < threads; count++) new Supervisor(requests);
}

if (isMainThread) supervise(JSON.parse(process.argv[2] ?? '[]') as CampaignRequest[]);
else work(workerData as SharedArrayBuffer);
