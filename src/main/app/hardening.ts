import { app, type Session, type WebContents } from 'electron';
import { hardenDescendants } from './harden-process';
import type { Logger } from './logging';
import { isNavigationAllowed, isPermissionGranted } from './page-rules';

/** Requests that would leave this computer or read its files. The policy of the page forbids them too; this holds
 * for whatever the policy does not cover. */
const OUTSIDE_URLS = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file:///*'];

/**
 * Denies every window of this app what it does not need: other pages, new windows, webviews, permissions,
 * downloads, devices, certificate exceptions, the network. To be called before the first window is made.
 *
 * @param pageOrigin origin of our page; in development that of the development server
 */
export function hardenApp(pageOrigin: string, logger: Logger): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents, pageOrigin, logger));
  app.on('certificate-error', (event, ...[, , , , answer]) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _certificates, answer) => {
    event.preventDefault();
    answer();
  });
  app.on('login', (event, _contents, _details, _authentication, answer) => {
    event.preventDefault();
    answer();
  });
}

function hardenContents(contents: WebContents, pageOrigin: string, logger: Logger): void {
  const deny = (what: string): void => logger.warn('page.denied', { what });
  contents.on('will-navigate', (event) => {
    if (isNavigationAllowed(event.url, contents.getURL(), pageOrigin)) return;
    event.preventDefault();
    deny('navigation');
  });
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame) return;
    event.preventDefault();
    deny('frame navigation');
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
    deny('redirect');
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    deny('webview');
  });
  contents.setWindowOpenHandler(() => {
    deny('window');
    return { action: 'deny' };
  });
  contents.on('dom-ready', hardenDescendants);
  // Policies of the page do not cover WebRTC; without a proxy this leaves it no way out.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** The part of hardening that belongs to the browser session of our windows. */
export function hardenSession(session: Session, pageOrigin: string, logger: Logger): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const asker = { isMainFrame: details.isMainFrame, url: details.requestingUrl };
    const granted = isPermissionGranted(permission, asker, pageOrigin);
    if (!granted) logger.warn('page.denied', { what: `permission ${permission}`, contents: contents.id });
    answer(granted);
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    isPermissionGranted(
      permission,
      { isMainFrame: details.isMainFrame, url: details.requestingUrl ?? requestingOrigin },
      pageOrigin,
    ),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => {
    event.preventDefault();
    logger.warn('page.denied', { what: 'download' });
  });
  if (pageOrigin.startsWith('http:')) return;
  session.webRequest.onBeforeRequest({ urls: OUTSIDE_URLS }, ({ resourceType }, answer) => {
    logger.warn('page.denied', { what: `request ${resourceType}` });
    answer({ cancel: true });
  });
}
