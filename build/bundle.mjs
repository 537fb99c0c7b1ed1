// Bundles one target with vite. Only better-sqlite3 (a native module) and electron stay outside; everything else is in the bundle, so that
// a package needs no node_modules beside those. Loaded only when something is stale: vite takes longer to load than a fresh build to check.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { projectDir } from './targets.mjs';

const outside = ['better-sqlite3', 'electron'];

/**
 * @typedef {Record<string, string>} Entries output name to source file, full paths
 * @type {Record<string, (entries: Entries, outDir: string) => import('vite').InlineConfig>}
 */
const recipes = { node: nodePrograms, tools: nodePrograms, preload: sandboxedScript, renderer: page };

/** Writes the target into `outDir`; throws vite's error when it cannot. */
export async function bundle(
  /** @type {string} */ target,
  /** @type {Entries} */ entries,
  /** @type {string} */ outDir,
) {
  const recipe = recipes[target];
  if (recipe === undefined) throw new Error(`there is no recipe for the target ${target}`);
  await inProduction(() =>
    build({ configFile: false, envDir: false, logLevel: 'warn', mode: 'production', ...recipe(entries, outDir) }),
  );
}

/**
 * Vite takes NODE_ENV before its own mode: a build started by a test would carry the libraries' development code, and a test started
 * after a build would run on their production code. So it is set for the build alone.
 */
async function inProduction(/** @type {() => Promise<unknown>} */ work) {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

/** ES modules with shared chunks, so that a subcommand loads only its own. Not minified: stack traces stay readable. */
function nodePrograms(/** @type {Entries} */ input, /** @type {string} */ outDir) {
  const output = { entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' };
  // Libraries written as CommonJS ask where they lie.
  return {
    ...inNode(outDir, { input, output, external: outside }),
    define: { __dirname: 'import.meta.dirname' },
    plugins: [withoutNative()],
  };
}

/**
 * ssh2 is quicker with two native modules, and does without them where they cannot be loaded: no package has them.
 * @returns {import('vite').Plugin}
 */
function withoutNative() {
  const missing = '\0missing.cjs';
  return {
    name: 'without native modules of ssh2',
    enforce: 'pre',
    resolveId: (id) => (id === 'cpu-features' || id.endsWith('sshcrypto.node') ? missing : null),
    load: (id) => (id === missing ? "module.exports = {}; throw new Error('it is not in the package');" : null),
  };
}

/** One CommonJS file: a sandboxed preload can load nothing beside `electron`. */
function sandboxedScript(/** @type {Entries} */ input, /** @type {string} */ outDir) {
  /** @type {import('vite').Rolldown.OutputOptions} */
  const output = { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false };
  return {
    ...inNode(outDir, { input, output, external: outside }),
    plugins: [evaluated('electron/preload/contract-names.ts')],
  };
}

/**
 * Puts the values that a file exports in its place, without the schemas that it finds them in. Asked of a program of its own, since this one would
 * remember them from one build to the next.
 * @returns {import('vite').Plugin}
 */
function evaluated(/** @type {string} */ path) {
  const file = join(projectDir, path);
  return {
    name: `evaluated ${path}`,
    load(id) {
      if (id !== file) return null;
      const program = `import(process.argv[1]).then((values) => process.stdout.write(JSON.stringify(values)))`;
      const values = execFileSync(process.execPath, ['--input-type=module', '-e', program, pathToFileURL(file).href]);
      return Object.entries(JSON.parse(values.toString()))
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
        .join('\n');
    },
  };
}

/** @returns {import('vite').InlineConfig} */
function inNode(/** @type {string} */ outDir, /** @type {import('vite').Rolldown.RolldownOptions} */ rolldownOptions) {
  return {
    root: projectDir,
    publicDir: false,
    ssr: { noExternal: true, external: outside, target: 'node' },
    build: { ...written(outDir), ssr: true, target: 'node22', minify: false, rolldownOptions },
  };
}

/**
 * Nothing is inlined into the page, neither scripts nor fonts: its content security policy allows files of its own origin only.
 * @returns {import('vite').InlineConfig}
 */
function page(/** @type {Entries} */ input, /** @type {string} */ outDir) {
  return {
    root: join(projectDir, 'renderer'),
    base: './',
    publicDir: false,
    plugins: [react(), evaluated('shared/bridge/act-facts.ts')],
    build: {
      ...written(outDir),
      target: 'chrome140',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input },
    },
  };
}

function written(/** @type {string} */ outDir) {
  return { outDir, emptyOutDir: false, sourcemap: true, reportCompressedSize: false };
}
