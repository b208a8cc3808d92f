import * as v from 'valibot';

const shortText = v.pipe(v.string(), v.minLength(1), v.maxLength(256));

/** A path inside the engine's folder, that leads nowhere else. */
const innerPath = v.pipe(shortText, v.regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[\w.+/-]+$/));

/** One package that the included engine is made of. */
export const enginePartSchema = v.object({
  package: shortText,
  version: shortText,
  /** SHA-256 of the package file, in hexadecimal digits. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** The source package that it is built from. */
  source: shortText,
  /** Names of licences; none when the package tells them only as text. */
  licences: v.pipe(v.array(shortText), v.maxLength(64)),
  /** Where their text is, inside the engine's folder. */
  licenceFile: innerPath,
});
export type EnginePart = v.InferOutput<typeof enginePartSchema>;

/** Parts of an engine; the largest known has 137. */
export const enginePartsSchema = v.pipe(v.array(enginePartSchema), v.maxLength(400));

/**
 * What `manifest.json` of an included engine says, as far as the app needs it. Made by scripts/engine.
 */
export const engineManifestSchema = v.object({
  /** `lean`: the rest comes from packages of the system. `full`: everything except glibc is there. */
  flavour: v.picklist(['lean', 'full']),
  /** Debian's name of the folder of libraries, such as `x86_64-linux-gnu`. */
  triplet: v.pipe(v.string(), v.regex(/^[a-z0-9_]{1,20}-linux-gnu$/)),
  guacd: v.pipe(v.string(), v.regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/)),
  /**
   * A library of ours that makes guacd listen on a local socket, for LD_PRELOAD; left out where none could be made.
   */
  localSocket: v.optional(innerPath),
  packages: enginePartsSchema,
});
export type EngineManifest = v.InferOutput<typeof engineManifestSchema>;
