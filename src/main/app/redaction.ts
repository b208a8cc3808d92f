/** A fact as it may stand in the log. */
export type SafeFact = string | number | boolean | null;

/** Longest text of one fact; the rest is cut off. An Error's text with its cause fits, a dump does not. */
export const MAX_FACT_LENGTH = 600;
/** Most facts of one line. */
export const MAX_FACTS = 24;

const REDACTED = '[redacted]';

/** Names of facts that are withheld whatever they hold. */
const SECRET_NAME = /pass|secret|token|credential|private|cookie|authori[sz]ation|connection-?id/i;

/** Texts that are withheld wherever they stand: keys in PEM form, guacd's connection IDs (who has one can join the
 * session), the user part of an address. */
const SECRET_TEXTS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/-----BEGIN [^-]{1,64}-----[\s\S]*?(?:-----END [^-]{1,64}-----|$)/g, REDACTED],
  [/\$[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '[connection]'],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${REDACTED}@`],
  [/\b(pass(?:word|phrase|wd)?|secret|token)(["']?\s*[=:]\s*["']?)[^\s"',;]+/gi, `$1$2${REDACTED}`],
];

/**
 * Makes facts fit for the log: secrets withheld, texts cut, the home folder written as `~`, errors as one line.
 * An object of another kind is only named by its type, so nothing can be dumped by accident. This is the last
 * fence, not the first: code must not log a secret to begin with.
 */
export function redactFacts(
  facts: Readonly<Record<string, unknown>>,
  homeFolder: string,
): Record<string, SafeFact> {
  const safe: Record<string, SafeFact> = {};
  for (const [name, fact] of Object.entries(facts).slice(0, MAX_FACTS)) {
    if (fact !== undefined) safe[name] = SECRET_NAME.test(name) ? REDACTED : redactFact(fact, homeFolder);
  }
  return safe;
}

function redactFact(fact: unknown, homeFolder: string): SafeFact {
  if (fact instanceof Error) return redactText(describeError(fact), homeFolder);
  if (typeof fact === 'string') return redactText(fact, homeFolder);
  if (typeof fact === 'number' || typeof fact === 'boolean' || fact === null) return fact;
  return `[${typeof fact}]`;
}

function redactText(text: string, homeFolder: string): string {
  let safe = text;
  for (const [pattern, replacement] of SECRET_TEXTS) safe = safe.replace(pattern, replacement);
  if (homeFolder.length > 1) safe = safe.replaceAll(homeFolder, '~');
  return safe.length > MAX_FACT_LENGTH ? `${safe.slice(0, MAX_FACT_LENGTH)}…` : safe;
}

/** An error with its causes; of the stack only where it came from. Names the code of one that has a code. */
function describeError(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const place = /\n\s+at (.+)/.exec(error.stack ?? '')?.[1];
  const cause = error.cause instanceof Error ? ` <- ${describeError(error.cause)}` : '';
  return `${error.name}${code}: ${error.message}${place === undefined ? '' : ` (at ${place})`}${cause}`;
}
