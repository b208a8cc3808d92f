import { describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../../../../src/main/app/content-security-policy';

describe('CONTENT_SECURITY_POLICY', () => {
  it('allows what the page needs and nothing else', () => {
    const directives = CONTENT_SECURITY_POLICY.split('; ').map((directive) => directive.split(' '));
    expect(Object.fromEntries(directives.map(([name, ...sources]) => [name, sources.join(' ')]))).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'font-src': "'self'",
      'connect-src': "'self'",
      'img-src': "'self' blob: data:",
      'media-src': 'blob:',
      'worker-src': "'self'",
      'frame-src': "'none'",
      'object-src': "'none'",
      'form-action': "'none'",
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    });
  });
});
