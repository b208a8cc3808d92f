/** Systems that the app offers a container on. */
const NEEDED = ['linux/amd64', 'linux/arm64'];

/**
 * What a registry says about the pinned image.
 * @typedef {{ digest: string | null, platforms: readonly string[] }} ImageIndex
 */

/**
 * The digest and the kinds of processor in the answer to a question for a manifest.
 * @param {string | null} digest Header `docker-content-digest`.
 * @param {unknown} body Parsed JSON: an image index, or the manifest of one image.
 * @returns {ImageIndex}
 */
export function readIndex(digest, body) {
  const manifests = typeof body === 'object' && body !== null && 'manifests' in body ? body.manifests : [];
  const platforms = (Array.isArray(manifests) ? manifests : []).map(
    (/** @type {{ platform?: { os?: string, architecture?: string } }} */ { platform }) =>
      `${platform?.os ?? '?'}/${platform?.architecture ?? '?'}`,
  );
  return { digest, platforms };
}

/**
 * What is wrong with the pinned digest; empty when the registry agrees with it.
 * @param {string} pinned
 * @param {ImageIndex} index
 * @returns {string[]}
 */
export function judgeIndex(pinned, { digest, platforms }) {
  const faults = [];
  if (digest === null) faults.push('The registry names no digest.');
  else if (digest !== pinned) faults.push(`The registry says ${digest}, but ${pinned} is pinned.`);
  const missing = NEEDED.filter((platform) => !platforms.includes(platform));
  if (missing.length > 0) faults.push(`There is no image for ${missing.join(' and ')}.`);
  return faults;
}
