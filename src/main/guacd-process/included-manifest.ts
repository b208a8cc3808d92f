import { open } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { engineManifestSchema, type EngineManifest } from '../../shared/model/engine-manifest';

/** Bytes that are read of a manifest; the largest known has 130 000. */
const MAX_BYTES = 1_000_000;

/**
 * Reads what an included engine says of itself. Null when there is none in this folder, or what is there is not
 * understood.
 */
export async function readIncludedManifest(folder: string): Promise<EngineManifest | null> {
  try {
    const file = await open(join(folder, 'manifest.json'));
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(MAX_BYTES), 0, MAX_BYTES, 0);
      const content: unknown = JSON.parse(buffer.toString('utf8', 0, bytesRead));
      const result = v.safeParse(engineManifestSchema, content);
      return result.success ? result.output : null;
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}
