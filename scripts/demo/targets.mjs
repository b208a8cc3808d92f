/** @typedef {import('../servers/description.mjs').ServersDescription} ServersDescription */

/**
 * One connection of the demo.
 * @typedef {object} Target
 * @property {'ssh' | 'vnc' | 'rdp' | 'telnet'} protocol Also the name of its picture.
 * @property {string} name Of the profile and the tab.
 * @property {Record<string, string>} parameters
 * @property {Record<string, string>} secrets
 * @property {string} typed A command to type into it once it is live. It ends by printing a bar in magenta.
 */

/** Bars in many colours, magenta last: when that is on the screen, all of what was typed has had its effect. */
const bars = String.raw`for c in 41 43 42 46 44 45; do printf '\033['$c'm%*s\033[0m\n' 60 ''; done`;
const tour = `clear; head -n 3 /etc/os-release; ls --color=auto /usr /var; ${bars}`;

/**
 * What the demo opens.
 * @param {ServersDescription} servers
 * @returns {Target[]}
 */
export function demoTargets({ host, ports, username, password, vncPassword }) {
  const at = (/** @type {keyof typeof ports} */ server) => ({ hostname: host, port: String(ports[server]) });
  return [
    {
      protocol: 'ssh',
      name: 'Web server',
      parameters: { ...at('ssh'), username },
      secrets: { password },
      typed: tour,
    },
    {
      protocol: 'vnc',
      name: 'Workshop desktop',
      parameters: at('vnc'),
      secrets: { password: vncPassword },
      typed: tour,
    },
    {
      protocol: 'rdp',
      name: 'Office desktop',
      // The server's own name for a desktop of the account; its certificate is its own as well.
      parameters: {
        ...at('rdp'),
        username,
        domain: 'session',
        security: 'any',
        'ignore-cert': 'true',
        'color-depth': '24',
      },
      secrets: { password },
      typed: tour,
    },
    {
      protocol: 'telnet',
      name: 'Old switch',
      parameters: { ...at('telnet'), username, 'username-regex': 'login:', 'password-regex': 'Password:' },
      secrets: { password },
      typed: tour,
    },
  ];
}
