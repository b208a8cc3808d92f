/** The version of guacd in the image that is used. */
export const IMAGE_VERSION = '1.6.0';

/**
 * The image index of that version, which names one image for each kind of processor. An image is fetched and run by
 * this digest only, so what a registry or a proxy hands out is either this or refused by the container runtime.
 * Source: what many public projects pin for the tag 1.6.0. `npm run check:engine-image` asks the registry itself, and
 * a release must pass it.
 */
export const IMAGE_DIGEST = 'sha256:8974eaa9ba32f713daf311e7cc8cd7e4cdfba1edea39eed75524e78ef4b08f4f';

/**
 * The official image as Docker and Podman are told it. The full name, because Podman would otherwise ask which
 * registry is meant; without a tag, because older versions of Podman refuse a tag beside a digest.
 */
export const IMAGE = `docker.io/guacamole/guacd@${IMAGE_DIGEST}`;

/** The image as people are told it. */
export const IMAGE_TITLE = `guacamole/guacd ${IMAGE_VERSION}`;

/** Arguments by which Docker and Podman tell, with status 0, that the image is on this computer. No network. */
export const IMAGE_QUESTION = ['image', 'inspect', '--format', '{{.Id}}', IMAGE] as const;
