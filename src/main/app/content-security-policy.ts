/**
 * What the page may do, as a header of everything the scheme serves (item 7 of Electron's security checklist).
 * There is no `unsafe-inline` and no `unsafe-eval`; styles that scripts set on elements are not affected. Images
 * come from `blob:` and `data:` because remote pictures are drawn from both. No text may become HTML or script, and the
 * page may make no policy of Trusted Types that would let it.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob: data:",
  'media-src blob:',
  "worker-src 'self'",
  "frame-src 'none'",
  "object-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');
