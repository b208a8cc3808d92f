import { describe, expect, it } from 'vitest';
import { guacdEnvironment, runtimeEnvironment } from '../../../../src/main/guacd-process/engine-environment';

const APP_ENV = {
  PATH: '/own/bin',
  HOME: '/home/someone',
  TZ: 'Europe/Berlin',
  AWS_SECRET_ACCESS_KEY: 'canary',
  LD_PRELOAD: '/tmp/x.so',
  LD_LIBRARY_PATH: '/app/lib',
  NODE_OPTIONS: '--inspect',
  DOCKER_HOST: 'unix:///run/docker.sock',
};

describe('the environment of guacd', () => {
  it('is made of a few values and inherits nothing else', () => {
    const env = guacdEnvironment(APP_ENV, '/private/home', 'linux');
    expect(env).toEqual({
      PATH: expect.stringMatching(/^\/own\/bin:/) as unknown,
      HOME: '/private/home',
      LANG: 'C.UTF-8',
      LC_ALL: 'C.UTF-8',
      TZ: 'Europe/Berlin',
    });
  });

  it('asks for a UTF-8 locale that macOS has', () => {
    expect(guacdEnvironment({}, '/h', 'darwin')).toMatchObject({ LC_ALL: 'en_US.UTF-8' });
  });
});

describe('the environment of a container runtime', () => {
  it('holds what leads to its service, but no secret and no library path of the app', () => {
    const env = runtimeEnvironment(APP_ENV, 'linux');
    expect(env).toMatchObject({ HOME: '/home/someone', DOCKER_HOST: 'unix:///run/docker.sock' });
    expect(Object.keys(env).sort()).toEqual(['DOCKER_HOST', 'HOME', 'PATH']);
  });

  it('takes the search path on Windows as it is, however it is spelled', () => {
    expect(runtimeEnvironment({ Path: 'C:\\Docker' }, 'win32').PATH).toBe('C:\\Docker');
  });
});
