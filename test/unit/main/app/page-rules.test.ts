import { describe, expect, it } from 'vitest';
import { isNavigationAllowed, isPermissionGranted } from '../../../../src/main/app/page-rules';

const ORIGIN = 'app://pestle';
const USED = 'clipboard-sanitized-write';
const ours = { isMainFrame: true, url: 'app://pestle/index.html' };

describe('isPermissionGranted', () => {
  it('grants our page to copy text', () => {
    expect(isPermissionGranted(USED, ours, ORIGIN)).toBe(true);
    expect(isPermissionGranted(USED, { ...ours, url: ORIGIN }, ORIGIN)).toBe(true);
  });

  it.each([
    'clipboard-read',
    'fullscreen',
    'pointerLock',
    'keyboardLock',
    'media',
    'display-capture',
    'geolocation',
    'notifications',
    'midi',
    'midiSysex',
    'openExternal',
    'window-management',
    'hid',
    'serial',
    'usb',
    'idle-detection',
    'storage-access',
    'local-network-access',
    'unknown',
    'constructor',
  ])('denies %s', (name) => {
    expect(isPermissionGranted(name, ours, ORIGIN)).toBe(false);
  });

  it.each([
    ['a sub-frame', { isMainFrame: false, url: ours.url }],
    ['another page', { isMainFrame: true, url: 'https://example.com/' }],
    ['a page whose address only begins like ours', { isMainFrame: true, url: 'app://pestle.example/' }],
    ['a page without an address', { isMainFrame: true, url: '' }],
    ['about:blank', { isMainFrame: true, url: 'about:blank' }],
  ])('denies everything to %s', (_who, asker) => {
    expect(isPermissionGranted(USED, asker, ORIGIN)).toBe(false);
  });
});

describe('isNavigationAllowed', () => {
  it('lets our page load itself anew', () => {
    expect(isNavigationAllowed(ours.url, ours.url, ORIGIN)).toBe(true);
  });

  it.each([
    'https://example.com/',
    'app://pestle/',
    'app://pestle/index.html?x',
    'file:///etc/passwd',
    'about:blank',
  ])('does not let it go to %s', (target) => {
    expect(isNavigationAllowed(target, ours.url, ORIGIN)).toBe(false);
  });

  it('does not let another page stay', () => {
    expect(isNavigationAllowed('https://example.com/', 'https://example.com/', ORIGIN)).toBe(false);
  });
});
