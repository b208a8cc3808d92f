/** Longest line that is kept, in UTF-16 units. */
export const MAX_LINE_LENGTH = 4096;

// guacd writes the id of each connection (libguac/id.c). Whoever knows one can join that session, so only the
// first group is kept: enough to tell two sessions apart.
const CONNECTION_ID = /\$([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g;

/**
 * One line of an engine's output as harmless text: no control characters, nothing that turns the direction of
 * writing, no connection id, at most {@link MAX_LINE_LENGTH} units.
 */
export function safeLogText(line: string): string {
  const text = line.replace(CONNECTION_ID, '$$$1-…').replace(CONTROL_CHARACTERS, '').replaceAll('\t', ' ');
  return text.length > MAX_LINE_LENGTH ? `${text.slice(0, MAX_LINE_LENGTH - 1)}…` : text;
}
