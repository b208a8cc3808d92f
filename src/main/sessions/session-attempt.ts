import type { Profile } from '../../shared/model/profile';
import type { Viewport } from '../../shared/model/session-state';
import type { GuacdAddress, GuacdConnectOptions } from '../guacd';
import type { SessionConnection, SessionServices } from './session-services';

/** Everything that guacd was told for a connection: a second one that joins it must say the same. */
export type SessionRoute = {
  address: GuacdAddress;
  protocol: Profile['protocol'];
  /** Secrets included. */
  parameters: Readonly<Record<string, string>>;
};

/**
 * What the page can play and show. `audio/L8` and `audio/L16` are the only formats that guacd sends
 * (guacamole-server src/libguac/audio.c); Chromium decodes all three image types.
 */
const AUDIO_TYPES = ['audio/L8', 'audio/L16'];
const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'];

type AttemptServices = Pick<SessionServices, 'connect' | 'clock' | 'timeZone'>;
type AttemptOptions = { viewport: Viewport; clientName: string; signal: AbortSignal };

/** Opens a new connection. Rejects as `connectGuacd` does. */
export function openRoute(
  services: AttemptServices,
  route: SessionRoute,
  options: AttemptOptions,
): Promise<SessionConnection> {
  return services.connect(connectOptions(services, route, { protocol: route.protocol }, options));
}

/** Joins the connection that was opened by the same route. It must still be open, in the same guacd. */
export function joinRoute(
  services: AttemptServices,
  route: SessionRoute,
  connectionId: string,
  options: AttemptOptions,
): Promise<SessionConnection> {
  return services.connect(connectOptions(services, route, { join: connectionId }, options));
}

function connectOptions(
  { clock, timeZone }: AttemptServices,
  { address, parameters }: SessionRoute,
  select: GuacdConnectOptions['select'],
  { viewport, clientName, signal }: AttemptOptions,
): GuacdConnectOptions {
  return {
    address,
    select,
    parameters,
    display: viewport,
    audio: AUDIO_TYPES,
    image: IMAGE_TYPES,
    timezone: timeZone(),
    clientName,
    signal,
    clock,
  };
}
