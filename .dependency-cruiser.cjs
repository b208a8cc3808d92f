/** The dependency table of ARCHITECTURE.md as a gate: `npm run lint:arch`. */
const electronShell =
  '^src/main/(main\\.ts|app/|windows/|ipc/|secrets/os-secret-store|clipboard/system-clipboard)|^src/preload/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A file nobody imports is dead.',
      from: { orphan: true, pathNot: '(^|/)(main|preload)\\.tsx?$|\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'shared-is-pure',
      severity: 'error',
      from: { path: '^src/shared' },
      to: { pathNot: '^src/shared|node_modules/valibot' },
    },
    {
      name: 'guacd-client-stands-alone',
      severity: 'error',
      from: { path: '^src/main/guacd/' },
      to: {
        path: '^src/(main|preload|renderer)/|^electron$|node_modules',
        pathNot: '^src/main/guacd/|node_modules/valibot',
      },
    },
    {
      name: 'storage-is-low',
      severity: 'error',
      from: { path: '^src/main/storage/' },
      to: { path: '^src/main/', pathNot: '^src/main/storage/' },
    },
    {
      name: 'services-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/main/(profiles|settings|secrets|folders|guacd-process|clipboard|journal)/' },
      to: { path: '^src/main/', pathNot: '^src/main/(storage|guacd)/|^src/main/$1/' },
    },
    {
      name: 'engine-setup-knows-the-engine-only',
      severity: 'error',
      from: { path: '^src/main/engine-setup/' },
      to: { path: '^src/main/', pathNot: '^src/main/(engine-setup|guacd-process)/' },
    },
    {
      name: 'sessions-know-guacd-only',
      severity: 'error',
      from: { path: '^src/main/sessions/' },
      to: { path: '^src/main/', pathNot: '^src/main/(sessions|guacd)/' },
    },
    {
      name: 'electron-only-in-the-shell',
      severity: 'error',
      from: { path: '^src', pathNot: electronShell },
      to: { path: '^electron$|node_modules/electron/' },
    },
    {
      name: 'main-imports-no-page',
      severity: 'error',
      from: { path: '^src/main' },
      to: { path: '^src/(renderer|preload)' },
    },
    {
      name: 'preload-is-thin',
      severity: 'error',
      from: { path: '^src/preload' },
      to: { path: '^src/(main|renderer)' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^src/renderer' },
      to: { path: '^src/(main|preload)|^electron$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'renderer-no-builtins',
      severity: 'error',
      from: { path: '^src/(renderer|shared)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'features-do-not-import-features',
      severity: 'error',
      from: { path: '^src/renderer/(connections|tabs|session|details|engine|intents|settings|help)/' },
      to: { path: '^src/renderer/', pathNot: '^src/renderer/(platform|ui|$1)/' },
    },
    {
      name: 'intents-are-pure',
      severity: 'error',
      from: { path: '^src/main/intents/' },
      to: { path: '^src/main/', pathNot: '^src/main/intents/' },
    },
    {
      name: 'link-handling-knows-storage-only',
      severity: 'error',
      from: { path: '^src/main/link-handling/' },
      to: { path: '^src/main/', pathNot: '^src/main/(link-handling|storage)/' },
    },
    {
      name: 'the-command-line-only-reads',
      severity: 'error',
      from: { path: '^src/main/command-line/' },
      to: { path: '^src/main/', pathNot: '^src/main/(intents|command-line|storage|profiles|settings)/' },
    },
    { name: 'no-tests-in-src', severity: 'error', from: { path: '^src' }, to: { path: '^test' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.test.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
