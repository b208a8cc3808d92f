import type { TestServers } from '../../support/servers';
import type { ProfileFields } from './pestle-window';

/** Profiles of the four real servers, as a person types them into the editor. */
export function serverProfiles(
  servers: TestServers,
): Record<'ssh' | 'vnc' | 'rdp' | 'telnet', ProfileFields> {
  const login = { 'User name': servers.username, Password: servers.password };
  return {
    ssh: {
      name: 'Shell server',
      protocol: 'SSH',
      fields: { Host: servers.host, Port: String(servers.ports.ssh), ...login },
    },
    vnc: {
      name: 'Design desk',
      protocol: 'VNC',
      fields: { Host: servers.host, Port: String(servers.ports.vnc), Password: servers.vncPassword },
    },
    rdp: {
      name: 'Office desktop',
      protocol: 'RDP',
      // xrdp takes the domain as the name of the section to log in to.
      fields: { Host: servers.host, Port: String(servers.ports.rdp), ...login, Domain: 'desktop' },
      choices: { 'Accept any certificate': 'On' },
    },
    telnet: {
      name: 'Lab switch',
      protocol: 'Telnet',
      fields: { Host: servers.host, Port: String(servers.ports.telnet), ...login },
    },
  };
}
