// The import rules of the layers, for dependency-cruiser. A layer lists the paths of the project it may use; everything else is forbidden.
// Type imports count: a type from above is knowledge of the layer above.

/** Each layer and the paths of the project that it may import, itself included. */
const layers = {
  '^shared/core/': ['^shared/core/'],
  '^shared/callnumbers/': ['^shared/(core|callnumbers)/'],
  '^shared/rules/': ['^shared/(core|rules)/'],
  '^shared/circ/': ['^shared/(core|rules|circ)/'],
  '^shared/wire/': ['^shared/(core|rules|circ|wire)/'],
  '^shared/views/': ['^shared/(core|rules|circ|wire|views)/'],
  '^shared/acts/': ['^shared/(core|rules|circ|wire|views|acts)/'],
  '^shared/lists/': ['^shared/(core|callnumbers|rules|circ|wire|views|acts|reports|lists)/'],
  '^shared/bridge/': ['^shared/(core|rules|circ|wire|views|acts|reports|lists|bridge)/'],
  '^shared/formats/': ['^shared/(core|formats|rules/calendar)/'],
  '^shared/reports/': ['^shared/(core|rules|circ|acts|reports)/'],
  '^shared/sip2/': ['^shared/sip2/'],
  '^shared/connectors/': ['^shared/(core|rules|circ|sip2|connectors)/'],
  '^shared/slips/': ['^shared/(core|slips)/'],
  '^db/': ['^(shared|db)/'],
  '^electron/core/': ['^(shared|db|electron/core)/'],
  '^electron/host/': ['^(shared|db|electron/core|electron/host)/'],
  '^electron/main/': ['^(shared|db|electron/core|electron/host|electron/main)/'],
  '^electron/browser/': ['^(shared|db|electron/core|electron/host|electron/browser)/'],
  '^electron/preload/': ['^shared/(core|bridge)/', '^electron/preload/'],
  '^electron/cli/': ['^(shared|db|electron|server)/'],
  '^server/': ['^shared/', '^db/(open|keys)(/|\\.ts$)', '^server/'],
  '^renderer/': ['^shared/(core|callnumbers|views|bridge)/', '^renderer/'],
  '^tests/': ['^(shared|db|electron|server|renderer|tests)/'],
};

const ours = '^(shared|db|electron|server|renderer|build|tests)/';

const layerRules = Object.entries(layers).map(([path, allowed]) => ({
  name: `layer ${path.slice(1, -1)}`,
  comment: 'What each layer may import is listed at the top of build/check/layers.cjs.',
  severity: 'error',
  from: { path },
  to: { path: ours, pathNot: allowed },
}));

/** Packages are matched where they are installed; Node's own modules by their kind, since a path rule does not see the `node:` prefix. */
const installed = (...names) => `node_modules/(${names.join('|')})/`;
const NODE_CORE = { dependencyTypes: ['core'] };

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'a layer of its own',
      comment: 'Code in a folder that no layer names: add the folder to layers.cjs, or put the file where it belongs.',
      severity: 'error',
      from: { path: '^(shared|db|electron|server|renderer)/', pathNot: Object.keys(layers) },
      to: {},
    },
    {
      name: 'shared is pure: no Node',
      comment: 'shared/ runs in the page as well; take what Node does as a port (shared/core/ports.ts).',
      severity: 'error',
      from: { path: '^shared/' },
      to: NODE_CORE,
    },
    {
      name: 'shared is pure: packages',
      comment: 'shared/ may use only packages that run anywhere and touch nothing.',
      severity: 'error',
      from: { path: '^shared/' },
      to: {
        path: 'node_modules/',
        pathNot: installed(
          'zod',
          'temporal-polyfill',
          '@noble/hashes',
          'jsonc-parser',
          'papaparse',
          '@types/papaparse',
          'uuid',
        ),
      },
    },
    {
      name: 'the page knows no Node',
      comment: 'The page is sandboxed: what it needs from the machine goes through shared/bridge.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: NODE_CORE,
    },
    {
      name: 'the preload loads electron alone',
      comment: 'A sandboxed preload cannot load Node modules.',
      severity: 'error',
      from: { path: '^electron/preload/' },
      to: NODE_CORE,
    },
    {
      name: 'electron only in its shell',
      comment:
        'The desk runs without Electron too: only electron/main and electron/preload know it, its types included.',
      severity: 'error',
      from: { path: '^(shared|db|electron|server|renderer)/', pathNot: '^electron/(main|preload)/' },
      to: { path: installed('electron') },
    },
    {
      name: 'SQL where data is kept',
      comment: 'Only db and server open databases.',
      severity: 'error',
      from: { path: '^(shared|electron|renderer)/' },
      to: { path: installed('better-sqlite3', 'better-sqlite3-multiple-ciphers', 'pg', '@types/pg', 'kysely') },
    },
    {
      name: 'db knows no network',
      comment: 'The network belongs to electron/core.',
      severity: 'error',
      from: { path: '^db/' },
      to: { path: '^(node:)?(http|https|http2|net|tls|dgram|dns)$' },
    },
    {
      name: 'definitions carry no judging',
      comment:
        'A definition of an act is data and record; what judges it is imported by its halves at desk and server.',
      severity: 'error',
      from: { path: '^shared/acts/' },
      to: { path: '^shared/(rules/(resolve|judge)/|circ/(decide|fold)/)', reachable: true },
    },
    {
      name: 'features apart',
      comment: 'A feature of the page never imports another: lift what they share to renderer/ui or renderer/stores.',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'nothing imports build',
      comment: 'Build scripts are run, not imported.',
      severity: 'error',
      from: { pathNot: '^build/' },
      to: { path: '^build/' },
    },
    {
      name: 'nothing imports tests',
      comment: 'The program knows nothing of its tests.',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
    {
      name: 'no circles',
      comment: 'Two files that need each other, be it for a type, are one thing, or need a third.',
      severity: 'error',
      from: { pathNot: '^tests/support/fake-desk/' },
      to: { circular: true },
    },
    {
      name: 'nothing missing',
      comment: 'The import resolves to no file.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'only declared packages',
      comment: 'The package is not in package.json; it is there by chance.',
      severity: 'error',
      from: { path: ours },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
