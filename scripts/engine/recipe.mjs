/**
 * What the private engine is put together from. Raise `recipeVersion` with each change that makes another engine of
 * the same packages: an engine in the cache that was made by an older recipe is made again.
 */
export const recipeVersion = 6;

/**
 * `lean` is for Debian itself: only what that release lacks, the rest are packages it depends on. `full` carries all
 * libraries except those of glibc, and runs on any glibc system of the same age or newer.
 * @typedef {'lean' | 'full'} Flavour
 */

/** @type {readonly Flavour[]} */
export const flavours = ['lean', 'full'];

/** The release whose libraries guacd runs with, and the last one that carries guacd itself. */
export const releases = /** @type {const} */ ({ libraries: 'bookworm', guacd: 'bullseye' });

/** What guacd is made of. */
export const enginePackages = [
  'guacd',
  'libguac19',
  'libguac-client-ssh0',
  'libguac-client-rdp0',
  'libguac-client-vnc0',
  'libguac-client-telnet0',
];

/** What these need and `releases.libraries` no longer has. */
export const orphanedLibraries = ['libssl1.1', 'libwebp6'];

/** guacd draws the text of its terminals itself: without a font they stay empty. */
export const fontPackage = 'fonts-dejavu-core';
export const fontFiles = ['DejaVuSansMono.ttf', 'DejaVuSansMono-Bold.ttf'];

/** Gives guacd a local socket; compiled, see scripts/engine/native. */
export const localSocket = { source: 'local-socket.c', soname: 'pestle-local-socket.so' };

/**
 * Libraries of ours in the place of others that guacd has no use for, with more of them behind. FreeRDP is linked with
 * FFmpeg, for pictures in H.264 and sound in MP3 and AAC, with CUPS, and by ICU with data about languages; PulseAudio
 * with libsndfile; several with systemd. Only the `full` engine has them.
 * @type {readonly import('./native-compiler.mjs').NativeLibrary[]}
 */
export const standIns = [
  { source: 'avcodec.c', soname: 'libavcodec.so.59', version: 'LIBAVCODEC_59' },
  { source: 'avutil.c', soname: 'libavutil.so.57', version: 'LIBAVUTIL_57' },
  { source: 'swresample.c', soname: 'libswresample.so.4', version: 'LIBSWRESAMPLE_4' },
  { source: 'swscale.c', soname: 'libswscale.so.6', version: 'LIBSWSCALE_6' },
  { source: 'cups.c', soname: 'libcups.so.2' },
  { source: 'systemd.c', soname: 'libsystemd.so.0', version: 'LIBSYSTEMD_209' },
  { source: 'sndfile.c', soname: 'libsndfile.so.1', version: 'libsndfile.so.1.0' },
  { source: 'icudata.c', soname: 'libicudata.so.72' },
];

/** Texts of licences that copyright files only name (Debian policy 12.5). */
export const licencePackage = 'base-files';

/**
 * Libraries of glibc. They belong to the system, like the loader they come with. The versioned names have not changed
 * since glibc 2.0; what a newer glibc merged into libc.so.6 it still offers under the old name.
 */
export const systemLibraries = [
  ...['libc.so.6', 'libm.so.6', 'libpthread.so.0', 'libdl.so.2', 'librt.so.1', 'libresolv.so.2'],
  ...['libutil.so.1', 'libanl.so.1', 'libmvec.so.1'],
  ...['ld-linux-x86-64.so.2', 'ld-linux-aarch64.so.1'],
];

/** Debian's names of the processors there is an engine for. @type {Readonly<Record<string, string>>} */
export const triplets = { amd64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };

/** What the deb should bring along where it can, besides what it cannot do without. */
export const recommended = [
  // The strongest of the sandboxes that are tried.
  'bubblewrap',
  // guacd runs it to print from an RDP session.
  'ghostscript',
];
