/**
 * Under what the files of the included engine come, by Debian package: what a person found in its copyright file for
 * the libraries that are carried. The file itself speaks of the whole source, with its tools and tests, so no program
 * can tell. Names are SPDX's; of licences to choose from, the one that asks for least.
 * @type {Readonly<Record<string, string>>}
 */
const packagesByLicence = {
  'Apache-2.0': `
    guacd libfreerdp-client2-2 libfreerdp2-2 libguac-client-rdp0 libguac-client-ssh0
    libguac-client-telnet0 libguac-client-vnc0 libguac19 libssl3 libwinpr2-2`,
  'AFL-2.1': 'libdbus-1-3',
  'BSD-3-Clause': 'libbsd0 libjpeg62-turbo libmd0 libp11-kit0 libpcre2-8-0 libssh2-1 libwebp6',
  'BSD-4-Clause': 'libsasl2-2',
  'Bitstream-Vera': 'fonts-dejavu-core',
  FTL: 'libfreetype6',
  'GPL-3.0-or-later WITH GCC-exception-3.1': 'libgcc-s1 libstdc++6',
  'GPL-2.0-or-later': 'liblzo2-2 libvncclient1',
  'LGPL-2.0-or-later': 'libpango-1.0-0 libpangocairo-1.0-0 libpangoft2-1.0-0',
  'LGPL-2.1-or-later': `
    libasound2 libasyncns0 libblkid1 libdatrie1 libfribidi0 libgcrypt20 libglib2.0-0 libgnutls30
    libgpg-error0 libmount1 libpulse0 libtasn1-6 libthai0 libudev1 libusb-1.0-0`,
  'LGPL-3.0-or-later': 'libgmp10 libhogweed6 libidn2-0 libnettle8 libunistring2',
  'LicenseRef-public-domain': 'libselinux1 libtelnet2',
  'libpng-2.0': 'libpng16-16',
  MIT: `
    libbrotli1 libexpat1 libffi8 libfontconfig1 libharfbuzz0b libossp-uuid16 libpixman-1-0 libx11-6
    libx11-xcb1 libxau6 libxcb-render0 libxcb-shm0 libxcb1 libxdmcp6 libxext6 libxkbfile1 libxrender1`,
  'MPL-1.1': 'libcairo2 libgraphite2-3',
  OpenSSL: 'libssl1.1',
  'Unicode-DFS-2016': 'libicu72',
  Zlib: 'zlib1g',
};

/**
 * Libraries under the GPL alone. What is linked with them is given away under the GPL too, which has to be possible and
 * to be known. The app itself never is: it talks to the engine, a program of its own.
 */
const gplReasons = new Map([
  ['libvncclient1', 'no other library speaks VNC in guacd; its plug-in for VNC alone is linked with it'],
  ['liblzo2-2', 'a part of libvncclient'],
]);

/** @param {string} licence */
const isGplAlone = (licence) => /^GPL-/.test(licence) && !/ WITH /.test(licence);

const licenceOf = new Map(
  Object.entries(packagesByLicence).flatMap(([licence, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => /** @type {const} */ ([name, licence])),
  ),
);

/**
 * What speaks against giving away an engine of these packages.
 * @param {{ packages: readonly { package: string }[] }} manifest
 * @param {{ licences?: ReadonlyMap<string, string>, reasons?: ReadonlyMap<string, string> }} [judged]
 * @returns {string[]}
 */
export function engineLicenceProblems(manifest, { licences = licenceOf, reasons = gplReasons } = {}) {
  return manifest.packages.flatMap(({ package: name }) => {
    const licence = licences.get(name);
    if (licence === undefined) return [`nobody has said under which licence ${name} of the engine is`];
    if (isGplAlone(licence) && !reasons.has(name)) return [`${name} of the engine is under ${licence} alone`];
    return [];
  });
}
