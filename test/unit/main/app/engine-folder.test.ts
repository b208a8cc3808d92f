import { expect, it } from 'vitest';
import { findEngineFolder } from '../../../../src/main/app/engine-folder';

it('a packaged app brings its engine beside its archive, whatever lies beside the app', () => {
  const facts = { resourcesPath: '/opt/Pestle/resources', appPath: '/opt/Pestle/resources/app.asar' };
  expect(findEngineFolder({ ...facts, isPackaged: true })).toBe('/opt/Pestle/resources/engine');
});

it('a clone uses the engine that its set-up made', () => {
  const facts = { resourcesPath: '/clone/node_modules/electron/dist/resources', appPath: '/clone' };
  expect(findEngineFolder({ ...facts, isPackaged: false })).toBe('/clone/.cache/engine/full');
});
