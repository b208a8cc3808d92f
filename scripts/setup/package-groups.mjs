/**
 * Debian packages by what they are for. An array inside a group holds names of one package in different
 * releases: any of them will do.
 * @typedef {'runtime' | 'assembly' | 'engine' | 'tests'} GroupName
 * @typedef {string | readonly string[]} Requirement
 */

/** @type {Readonly<Record<GroupName, { purpose: string, requirements: readonly Requirement[] }>>} */
export const packageGroups = {
  runtime: {
    purpose: 'libraries that Electron needs to start',
    // Electron 25 and 45 refuse to start without any one of these; none of them brings another.
    requirements: [['libgtk-3-0t64', 'libgtk-3-0'], 'libnss3', ['libasound2t64', 'libasound2'], 'libgbm1'],
  },
  assembly: {
    purpose: 'what an engine of our own is put together with',
    // The keys that Debian's packages are checked with; a Debian has them, an Ubuntu need not.
    requirements: ['debian-archive-keyring'],
  },
  engine: {
    purpose: 'an engine of the system, Apache guacd, with its plug-ins',
    requirements: [
      'guacd',
      'libguac-client-ssh0',
      'libguac-client-rdp0',
      'libguac-client-vnc0',
      'libguac-client-telnet0',
      // guacd draws the text of its terminals itself: without a font they stay empty.
      'fonts-dejavu-core',
    ],
  },
  tests: {
    purpose: 'a virtual screen, a browser, a keyring and real servers to test against',
    requirements: [
      ...['xvfb', 'chromium', 'dbus', 'gnome-keyring'],
      'openssh-server',
      // telnetd answers no port itself, and wants a system log.
      ...['inetutils-telnetd', 'openbsd-inetd', 'inetutils-syslogd'],
      ...['tigervnc-standalone-server', 'tigervnc-tools', 'xrdp'],
      // What the test desktop shows.
      ...['jwm', 'xterm', 'x11-apps'],
      // By which tests find the windows of a program that they do not drive.
      'x11-utils',
      'openssl',
      // The strongest sandbox of the included engine.
      'bubblewrap',
    ],
  },
};

/** System services that these packages bring. Pestle starts copies of its own and wants none of them running. */
export const servicesOf = /** @type {const} */ ({
  guacd: ['guacd'],
  'openssh-server': ['ssh'],
  'openbsd-inetd': ['inetd'],
  'inetutils-syslogd': ['inetutils-syslogd'],
  xrdp: ['xrdp', 'xrdp-sesman'],
});
