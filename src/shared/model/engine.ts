import * as v from 'valibot';

const hostSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(255));
const portSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535));

/** A guacd that runs elsewhere already. */
export const remoteEngineSchema = v.strictObject({
  kind: v.literal('remote'),
  host: hostSchema,
  port: portSchema,
  /** Certificates are always verified; `ca` is PEM text of an own authority, empty for the system's. */
  tls: v.nullable(v.strictObject({ ca: v.pipe(v.string(), v.maxLength(65_536)) })),
});

/**
 * Which guacd the user wants. `auto`: what is here without a download, in the order of
 * src/main/guacd-process/locate.ts. `included`: the one that Pestle brings.
 */
export const engineChoiceSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('auto') }),
  v.strictObject({ kind: v.literal('included') }),
  v.strictObject({ kind: v.literal('binary'), path: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)) }),
  v.strictObject({ kind: v.literal('container'), runtime: v.picklist(['docker', 'podman']) }),
  remoteEngineSchema,
]);
export type EngineChoice = v.InferOutput<typeof engineChoiceSchema>;

export const enginePhaseSchema = v.picklist([
  'searching',
  'starting',
  'ready',
  'restarting',
  'missing',
  'failed',
  'stopped',
]);
export type EnginePhase = v.InferOutput<typeof enginePhaseSchema>;

/**
 * What stands between an engine of ours and the rest of the computer. `bubblewrap`, `namespaces`: it sees only the
 * system's programs and its own folders, and no other process. `none`: it may do what the user may.
 */
export const engineIsolationSchema = v.picklist(['bubblewrap', 'namespaces', 'none']);
export type EngineIsolation = v.InferOutput<typeof engineIsolationSchema>;

/**
 * Who can open connections to an engine of ours; guacd itself asks nobody who they are. `user`: this user only, it
 * listens on a local socket in a private folder. `computer`: every user of this computer, it listens on a port.
 */
export const engineAudienceSchema = v.picklist(['user', 'computer']);
export type EngineAudience = v.InferOutput<typeof engineAudienceSchema>;

/** The engine as the Engine page shows it. */
export const engineStateSchema = v.strictObject({
  phase: enginePhaseSchema,
  /** How the engine that is used (or was tried last) was come by; null before anything was found. */
  source: v.nullable(v.picklist(['included', 'binary', 'container', 'remote'])),
  /** Path of the binary, `docker`/`podman` with image, or host:port. */
  location: v.nullable(v.string()),
  /** What guacd says of its own version, for instance `1.3.0`; null when unknown. */
  version: v.nullable(v.string()),
  /** Where it listens, `host:port` or the path of a local socket; null when it does not. */
  address: v.nullable(v.string()),
  /** Null: it is not ours, or does not listen. */
  openTo: v.nullable(engineAudienceSchema),
  encrypted: v.boolean(),
  /** Null: it is not ours to shut in, or there is none. */
  isolation: v.nullable(engineIsolationSchema),
  /** Process id of guacd, or of the sandbox that holds it; null when it is no process of ours. */
  pid: v.nullable(v.number()),
  /** Why it is not ready, in words; null when it is. */
  problem: v.nullable(v.strictObject({ code: v.string(), message: v.string(), advice: v.string() })),
  /** Wall-clock milliseconds of the next automatic start while `restarting`; null otherwise. */
  nextStartAt: v.nullable(v.number()),
  /** Warnings about this engine, such as published security holes of its version. */
  warnings: v.array(v.string()),
  /** Raised by one with each change, so that a late reader knows which of two states is newer. */
  revision: v.number(),
});
export type EngineState = v.InferOutput<typeof engineStateSchema>;

/** One line that the engine wrote, with the wall-clock time it was read at. Never holds a secret. */
export const engineLogLineSchema = v.strictObject({ at: v.number(), text: v.string() });
export type EngineLogLine = v.InferOutput<typeof engineLogLineSchema>;
