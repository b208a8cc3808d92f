/**
 * Everything a test has to know about the running servers. It is handed over as a JSON file, named by the
 * environment variable PESTLE_TEST_SERVERS; test/support/servers.ts reads it.
 * @typedef {object} ServersDescription
 * @property {'127.0.0.1'} host Where all of them listen.
 * @property {string} username An account that exists while the servers run, for ssh, telnet and RDP sessions.
 * @property {string} password Its password, new at every start.
 * @property {string} vncPassword VNC knows eight characters only.
 * @property {ServerPorts} ports
 * @property {string} display The X display of the VNC desktop, such as `:7`.
 * @property {string} desktopColour Colour of the bare desktop, `#rrggbb`.
 * @property {string} dir Folder with their logs and configuration.
 * @property {{ rsa: string, rsaEncrypted: string, passphrase: string }} keys Files with private keys, as PEM, that
 *   the ssh server accepts for the account.
 * @property {string} hostKey Its key as guacd's parameter `host-key` wants it: a known_hosts line.
 * @property {string} tlsCertificate File with the certificate of the guacd that speaks TLS; for `localhost` and 127.0.0.1.
 * @property {string} guacdPath The guacd that runs.
 * @property {string} guacdVersion
 */

/**
 * @typedef {Record<'guacd' | 'guacdTls' | 'ssh' | 'vnc' | 'rdp' | 'telnet', number>} ServerPorts
 */

export const loopback = '127.0.0.1';
