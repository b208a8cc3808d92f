import * as v from 'valibot';
import { remoteEngineSchema } from './engine';

/** An engine elsewhere that is tried before it is chosen. */
export const engineTestSchema = v.omit(remoteEngineSchema, ['kind']);
export type EngineTest = v.InferOutput<typeof engineTestSchema>;

/** What a test found: `protocolVersion` such as `VERSION_1_5_0` (null: guacd 1.0), and the time until the connection
 * was open, with TLS verified, in milliseconds. */
export const engineTestResultSchema = v.strictObject({
  protocolVersion: v.nullable(v.pipe(v.string(), v.maxLength(64))),
  connectMs: v.number(),
});
export type EngineTestResult = v.InferOutput<typeof engineTestResultSchema>;
