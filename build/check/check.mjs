// `npm run check`: types, lint, layers, format, lock file. Prints one line for each that holds, and all findings for each that does not.
// `npm run check -- PATH…` looks at lint and format of these paths only.

import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { projectDir } from '../targets.mjs';

const bin = (/** @type {string} */ path) => join(projectDir, 'node_modules', path);
const run = promisify(execFile);

const folders = ['shared', 'db', 'electron', 'server', 'renderer', 'build', 'tests'];
const asked = process.argv.slice(2);

/** The TypeScript of the checks is the native one; `.bin/tsc` may be either of the two that are installed. */
function types(/** @type {string} */ layer) {
  return {
    name: `types of ${layer}`,
    command: [bin('ts7/bin/tsc'), '-p', `build/types/${layer}.json`, '--checkers', '1', ...remembered(layer)],
    mend: 'mend the types',
  };
}

/** Earlier findings are kept, so that only changes are checked again. */
function remembered(/** @type {string} */ layer) {
  return ['--incremental', '--tsBuildInfoFile', `.cache/types-${layer}.tsbuildinfo`];
}

const checks = [
  {
    name: 'lint',
    command: [
      bin('oxlint/bin/oxlint'),
      '--type-aware',
      '--report-unused-disable-directives',
      '--deny-warnings',
      '--format=unix',
      ...(asked.length > 0 ? asked : folders),
    ],
    mend: 'mend what is named; a rule that makes the code worse is switched off on its line, with the reason',
  },
  types('tests'),
  types('node'),
  types('renderer'),
  types('shared'),
  types('build'),
  {
    name: 'layers',
    command: [
      bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      'build/check/layers.cjs',
      '--output-type',
      'err-long',
      ...folders,
    ],
    mend: 'import downwards only; the layers are listed in build/check/layers.cjs',
  },
  { name: 'format', command: [bin('oxfmt/bin/oxfmt'), '--list-different', ...asked], mend: 'run npm run format' },
  {
    name: 'acts by hand',
    command: ['build/check/acts-by-hand.mjs'],
    mend: 'derive the list from shared/acts/all.ts; one that cannot be derived is named with its reason in build/check/acts-by-hand.mjs',
  },
  {
    name: 'table of acts',
    command: ['build/check/acts-table.mjs'],
    mend: 'run npm run acts-table',
  },
  { name: 'lock file', command: ['build/check/lock-file.mjs'], mend: 'run npm run lock' },
];

/** Checks of types and lint run beside each other, each in one thread: several checkers of one program work out the same types twice. */
const inOneThread = { ...process.env, GOMAXPROCS: '1' };

/** Runs one check; undefined when it holds, else its output. */
async function findings(/** @type {readonly string[]} */ command) {
  try {
    await run(process.execPath, command, { cwd: projectDir, env: inOneThread, maxBuffer: 64 * 1024 * 1024 });
    return undefined;
  } catch (error) {
    const printed = stripVTControlCharacters(`${error.stdout ?? ''}${error.stderr ?? ''}`).trim();
    return printed || error.message;
  }
}

const broken = [];
const waiting = [...checks];

async function work() {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const startedAt = performance.now();
    const found = await findings(check.command);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    if (found === undefined) {
      console.log(`ok      ${check.name} (${seconds} s)`);
    } else {
      broken.push(check.name);
      console.error(`BROKEN  ${check.name}: ${check.mend}\n${found.replace(/^/gm, '        ')}\n`);
    }
  }
}

await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
if (broken.length > 0) console.error(`check failed: ${broken.join(', ')}`);
process.exitCode = broken.length > 0 ? 1 : 0;
