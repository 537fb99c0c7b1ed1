// The build targets and their sources. One build is a folder `dist/<id>/` that never changes once it is there:
//   node/{cli,core,worker,report-worker,main}.mjs   programs that run in Node or in Electron's main and utility processes
//   tools/tools.mjs                          commands that a clone alone has: simulation, worked cases; in no package
//   preload/preload.cjs                      one file, as a sandboxed preload must be
//   renderer/index.html                      the page
//   holdfast.cdx.json                        the bill of materials: the packages of others in all of them

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectDir = fileURLToPath(new URL('..', import.meta.url));
export const distDir = join(projectDir, 'dist');

/** Files that change every target: the recipe itself and the versions of bundled packages. */
export const recipe = [
  'build/targets.mjs',
  'build/bundle.mjs',
  'build/package/licences.mjs',
  'build/package/sbom.mjs',
  'package-lock.json',
  'tsconfig.json',
];

/**
 * @typedef {object} Target
 * @property {string} name folder inside a build
 * @property {readonly string[]} sources folders whose files decide whether the target is stale
 * @property {Readonly<Record<string, string>>} entries output name to source file
 */

/** @type {readonly Target[]} */
export const targets = [
  {
    name: 'node',
    sources: ['shared', 'db', 'electron', 'server'],
    entries: {
      cli: 'electron/cli/main.ts',
      core: 'electron/core/main.ts',
      worker: 'electron/core/worker.ts',
      'report-worker': 'server/reports/report-worker.ts',
      main: 'electron/main/main.ts',
    },
  },
  {
    name: 'tools',
    sources: [
      'shared',
      'db',
      'electron',
      'server',
      ...['tools', 'simulation', 'vectors', 'timeline'].map((name) => `tests/${name}`),
    ],
    entries: { tools: 'tests/tools/main.ts' },
  },
  {
    name: 'preload',
    sources: ['shared', 'electron/preload'],
    entries: { preload: 'electron/preload/preload.ts' },
  },
  {
    name: 'renderer',
    sources: [
      ...['core', 'rules', 'circ', 'wire', 'views', 'acts', 'bridge'].map((layer) => `shared/${layer}`),
      'renderer',
      'docs/handbook/en',
      'docs/handbook/es',
    ],
    entries: { index: 'renderer/index.html' },
  },
];

/** The entries of a target with full paths. */
export function sourceEntries(/** @type {Target} */ target) {
  return Object.fromEntries(Object.entries(target.entries).map(([name, source]) => [name, join(projectDir, source)]));
}
