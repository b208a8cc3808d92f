/** @typedef {import('./distribution.mjs').SystemFamily} SystemFamily */

const container =
  'Start Docker or Podman: Pestle runs the official image guacamole/guacd:1.6.0 in it by itself.';
const remote = 'Or use a guacd on another computer: enter its host and port on the Engine page.';

/** @type {Readonly<Record<SystemFamily, readonly string[]>>} */
const steps = {
  debian: [
    'Run `npm start` once as root or with sudo at hand, so that it can install guacd,',
    'or install it yourself: apt-get install guacd libguac-client-ssh0 libguac-client-rdp0 libguac-client-vnc0 libguac-client-telnet0',
  ],
  fedora: [
    'sudo dnf install guacd libguac-client-ssh libguac-client-rdp libguac-client-vnc libguac-client-telnet libguac-client-kubernetes',
  ],
  alpine: ['sudo apk add guacamole-server (from the community repository)'],
  linux: [
    "Install guacd (part of guacamole-server) with its plug-ins from your distribution's packages, if it has them.",
  ],
  macos: ['Homebrew has no guacd.'],
  windows: ['There is no guacd for Windows itself.'],
};

/**
 * What a person can do on their system to get an engine.
 * @param {SystemFamily} family
 */
export function engineAdvice(family) {
  const alternatives = [...steps[family], container, remote].map((line) => `  - ${line}`);
  return [
    'No guacd on this computer. Pestle starts without it, but sessions need one:',
    ...alternatives,
  ].join('\n');
}
