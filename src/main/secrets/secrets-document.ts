import * as v from 'valibot';
import { profileIdSchema } from '../../shared/model/profile';
import type { DocumentSpec } from '../storage/document-spec';

/** Base64 of the largest secret (8192 characters of up to 3 bytes of UTF-8), with room for the keyring's own bytes. */
const MAX_CIPHER_TEXT = 65_536;

const secretsSchema = v.record(
  profileIdSchema,
  v.record(
    v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)),
    v.pipe(v.string(), v.base64(), v.maxLength(MAX_CIPHER_TEXT)),
  ),
);

/** Ciphertext in base64: profile id -> parameter name -> text. */
export type SecretsContent = v.InferOutput<typeof secretsSchema>;

/** Encrypted secrets of all profiles. */
export const SECRETS_DOCUMENT: DocumentSpec<SecretsContent> = {
  name: 'secrets',
  title: 'saved passwords',
  schema: secretsSchema,
  migrations: [],
  createDefault: () => ({}),
  salvage: (data) => {
    const parsed = v.safeParse(secretsSchema, data);
    return parsed.success ? parsed.output : undefined;
  },
};
