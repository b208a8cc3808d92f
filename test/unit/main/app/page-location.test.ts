import { describe, expect, it } from 'vitest';
import { findPage } from '../../../../src/main/app/page-location';

const built = { url: 'app://pestle/index.html', origin: 'app://pestle', isDevelopment: false };

describe('findPage', () => {
  it('is the built page without a development server', () => {
    expect(findPage(undefined, false)).toEqual(built);
  });

  it('is that of a development server on this computer', () => {
    expect(findPage('http://localhost:5173/', false)).toEqual({
      url: 'http://localhost:5173/',
      origin: 'http://localhost:5173',
      isDevelopment: true,
    });
  });

  it('is the built page in a packaged app, whatever the environment says', () => {
    expect(findPage('http://localhost:5173/', true)).toEqual(built);
  });

  it.each([
    'http://example.com:5173/',
    'http://localhost.example.com:80/',
    'https://localhost/',
    'file:///x',
    'http://localhost:5173/x',
    '',
  ])('does not follow %s', (url) => {
    expect(findPage(url, false)).toEqual(built);
  });
});
