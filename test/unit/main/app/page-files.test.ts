import { describe, expect, it } from 'vitest';
import { findPageFile, isScript, type PageFiles } from '../../../../src/main/app/page-files';

const index = { path: '/app/out/renderer/index.html', contentType: 'text/html; charset=utf-8' };
const script = {
  path: '/app/out/renderer/assets/index-4f.js',
  contentType: 'text/javascript; charset=utf-8',
};
const files: PageFiles = new Map([
  ['/index.html', index],
  ['/assets/index-4f.js', script],
]);

describe('isScript', () => {
  it('tells what the page runs from what it only shows', () => {
    expect([index, script].map(isScript)).toEqual([false, true]);
  });
});

describe('findPageFile', () => {
  it('finds the files of the build', () => {
    expect(findPageFile(files, 'GET', 'app://pestle/')).toBe(index);
    expect(findPageFile(files, 'GET', 'app://pestle/index.html')).toBe(index);
    expect(findPageFile(files, 'GET', 'app://pestle/assets/index-4f.js')).toBe(script);
  });

  it.each([
    ['a folder above', 'app://pestle/../main/main.js'],
    ['a folder above, encoded', 'app://pestle/%2e%2e/main/main.js'],
    ['an encoded slash', 'app://pestle/assets%2findex-4f.js'],
    ['an encoded letter', 'app://pestle/%69ndex.html'],
    ['a backslash', 'app://pestle/assets\\index-4f.js'],
    ['an absolute path', 'app://pestle//etc/passwd'],
    ['a drive', 'app://pestle/C:/Windows/win.ini'],
    ['another case', 'app://pestle/INDEX.HTML'],
    ['a NUL', 'app://pestle/index.html%00.png'],
    ['a dot segment', 'app://pestle/./index.html'],
    ['a folder', 'app://pestle/assets/'],
    ['a query', 'app://pestle/index.html?raw'],
    ['another host', 'app://pestle.example/index.html'],
    ['another host in capitals', 'app://PESTLE/index.html'],
    ['a user', 'app://joe@pestle/index.html'],
    ['a port', 'app://pestle:80/index.html'],
    ['another scheme', 'file:///app/out/renderer/index.html'],
    ['a member of every object', 'app://pestle/constructor'],
  ])('finds nothing for %s', (_what, url) => {
    expect(findPageFile(files, 'GET', url)).toBeUndefined();
  });

  it('answers GET only', () => {
    for (const method of ['POST', 'PUT', 'HEAD', 'get']) {
      expect(findPageFile(files, method, 'app://pestle/index.html')).toBeUndefined();
    }
  });
});
