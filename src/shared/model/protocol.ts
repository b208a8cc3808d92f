import * as v from 'valibot';

/** The protocols a profile can have: guacd's plug-in names, as `select` takes them. */
export const PROTOCOLS = ['ssh', 'rdp', 'vnc', 'telnet', 'kubernetes'] as const;

export const protocolSchema = v.picklist(PROTOCOLS);
export type Protocol = v.InferOutput<typeof protocolSchema>;

/** How each protocol is written for people. */
export const PROTOCOL_LABELS: Readonly<Record<Protocol, string>> = {
  ssh: 'SSH',
  rdp: 'RDP',
  vnc: 'VNC',
  telnet: 'Telnet',
  kubernetes: 'Kubernetes',
};
