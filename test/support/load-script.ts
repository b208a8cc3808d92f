import { fileURLToPath } from 'node:url';

/**
 * Loads a module of scripts/, which is JavaScript that TypeScript does not see from here: the test says in its
 * cast which of its exports it uses, and how.
 */
export async function loadScript(path: string): Promise<unknown> {
  const file = fileURLToPath(new URL(`../../scripts/${path}`, import.meta.url));
  const loaded: unknown = await import(/* @vite-ignore */ file);
  return loaded;
}
