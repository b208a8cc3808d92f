import * as v from 'valibot';

/** Something the user should know that belongs to no session: set-aside data, a missing keyring. */
export const noticeSchema = v.strictObject({
  id: v.string(),
  tone: v.picklist(['info', 'warning', 'error']),
  title: v.string(),
  text: v.string(),
});
export type Notice = v.InferOutput<typeof noticeSchema>;
