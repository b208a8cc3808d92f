import { readdir } from 'node:fs/promises';
// The default export: what the bundler adds for it goes to the first part that has one. If main.js had none, it would
// begin by reading a large part that has, and the window would come later.
import path from 'node:path';

/** Scheme and host of our page. The origin is also what IPC senders are checked against. */
export const PAGE_SCHEME = 'app';
export const PAGE_HOST = 'pestle';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://${PAGE_HOST}`;
export const PAGE_URL = `${PAGE_ORIGIN}/index.html`;

/** A file that the page may load. */
export type PageFile = { path: string; contentType: string };
/** What may be loaded: URL path, such as `/index.html`, to file. Nothing else exists for the page. */
export type PageFiles = ReadonlyMap<string, PageFile>;

/** The kinds of files a build has. A file of another kind is not served. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Names that the build makes. They need no encoding in a URL, so a URL with an encoded character matches none. */
const PLAIN_NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/**
 * Reads once which files the build of the page has. Requests are answered from this list alone, so no path of a
 * request ever reaches the file system (item 18 of Electron's security checklist).
 *
 * @throws the error of the file system when the folder cannot be read, and Error when it has no index.html
 */
export async function readPageFiles(folder: string): Promise<PageFiles> {
  const files = new Map<string, PageFile>();
  await collect(folder, '', files);
  if (!files.has('/index.html')) throw new Error('the page is not built: no index.html');
  return files;
}

async function collect(folder: string, urlPath: string, files: Map<string, PageFile>): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!PLAIN_NAME.test(entry.name)) continue;
    const filePath = path.join(folder, entry.name);
    const entryUrlPath = `${urlPath}/${entry.name}`;
    const contentType = CONTENT_TYPES[path.extname(entry.name)];
    if (entry.isDirectory()) await collect(filePath, entryUrlPath, files);
    else if (entry.isFile() && contentType !== undefined)
      files.set(entryUrlPath, { path: filePath, contentType });
  }
}

/** Whether the page would run it. */
export const isScript = ({ contentType }: PageFile): boolean => contentType === CONTENT_TYPES['.js'];

/** The file that a request means, by exact comparison; undefined when the page may not have it. */
export function findPageFile(files: PageFiles, method: string, requestUrl: string): PageFile | undefined {
  if (method !== 'GET') return undefined;
  const prefix = `${PAGE_ORIGIN}/`;
  if (!requestUrl.startsWith(prefix)) return undefined;
  const path = requestUrl.slice(PAGE_ORIGIN.length);
  return files.get(path === '/' ? '/index.html' : path);
}
