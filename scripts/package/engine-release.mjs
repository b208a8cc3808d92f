import { engineLicenceProblems } from '../audit/engine-licences.mjs';

/**
 * What speaks against releasing a package for Linux with this engine. Where a part of it could not be made, a test
 * package goes without, and a person might not have read the warning.
 * @param {import('./engine-manifest.mjs').EngineManifest | undefined} engine Undefined when none was made.
 * @returns {string[]} Clauses.
 */
export function engineReleaseProblems(engine) {
  if (engine === undefined) return ['there is no engine to pack'];
  const isOpen = engine.localSocket === undefined;
  return [
    ...(isOpen ? ['the engine would listen on a port, which all users of a computer can reach'] : []),
    ...engineLicenceProblems(engine),
  ];
}
