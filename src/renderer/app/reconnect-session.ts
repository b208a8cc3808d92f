import { bridge, unwrap } from '../platform/bridge';
import { screenDensity } from '../platform/page-zoom';
import { viewportOf } from '../session/viewport-of';
import { panelId } from '../tabs/tab-ids';

/** Opens a session again at once, in the size of its panel. Rejects with the AppError of `sessions.reconnect`. */
export async function reconnectSession(sessionId: string): Promise<void> {
  const panel = document.getElementById(panelId(sessionId));
  if (panel === null) return;
  const viewport = viewportOf(
    panel.clientWidth,
    panel.clientHeight,
    window.devicePixelRatio,
    screenDensity(),
  );
  if (viewport !== null) await unwrap(bridge().calls.sessions.reconnect({ sessionId, viewport }));
}
