import type { ParameterDescriptor } from './descriptor';
import { field, inGroup } from './field';

/** Switching a sleeping computer on before the engine connects to it. */
export const WAKE_ON_LAN_PARAMETERS: readonly ParameterDescriptor[] = inGroup(
  'wake-on-lan',
  field.boolean('wol-send-packet', 'Wake the computer', 'Send a Wake-on-LAN packet before connecting.', {
    since: '1.2.0',
  }),
  field.text(
    'wol-mac-addr',
    'MAC address',
    'Hardware address of the computer to wake, for instance 00:1a:2b:3c:4d:5e. Without it no packet is sent.',
    { since: '1.2.0' },
  ),
  field.text(
    'wol-broadcast-addr',
    'Broadcast address',
    'IPv4 broadcast or IPv6 multicast address that the packet is sent to.',
    { defaultValue: '255.255.255.255', since: '1.2.0' },
  ),
  field.integer('wol-udp-port', 'UDP port', 'Port that the packet is sent to.', {
    defaultValue: '9',
    min: 1,
    max: 65_535,
    since: '1.4.0',
  }),
  field.integer('wol-wait-time', 'Wait', 'Seconds to wait after the packet before connecting.', {
    defaultValue: '0',
    since: '1.2.0',
  }),
);
