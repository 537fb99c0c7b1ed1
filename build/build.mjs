// Builds stale targets: `npm run build`, and the first thing `holdfast` does. A build is complete or absent (made beside, renamed into place) and
// never changes afterwards, so a running program keeps the files it started from; two builds at once are safe.

import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withBuildLock } from './build-lock.mjs';
import { fingerprint } from './fingerprint.mjs';
import { pruneBuilds } from './running.mjs';
import { distDir, sourceEntries, targets } from './targets.mjs';

const pointer = join(distDir, 'current.json');

/**
 * @typedef {object} Build
 * @property {string} id
 * @property {string} dir
 * @property {Record<string, string>} hashes target name to the hash of its sources
 */

/**
 * The build of the sources as they are now, made first when it is not there.
 * @param {{ say: (line: string) => void }} options
 * @returns {Promise<Build>}
 */
export async function ensureBuilt({ say }) {
  return finished(fingerprint().id) ?? (await withBuildLock(join(distDir, '.lock'), () => makeUntilSteady(say)));
}

/** The current build's folder without looking at the sources; undefined when nothing was built. */
export function currentBuildDir() {
  return finished(readJson(pointer)?.id ?? 'none')?.dir;
}

/** A build whose sources were edited meanwhile would carry the wrong id, so it is made again; someone who keeps typing gets the third one. */
async function makeUntilSteady(/** @type {(line: string) => void} */ say) {
  for (let attempt = 1; ; attempt += 1) {
    const wanted = fingerprint();
    const build = finished(wanted.id);
    if (build !== undefined) return build;
    const temp = join(distDir, `.new-${wanted.id}-${process.pid}`);
    try {
      const line = await makeIn(temp, wanted);
      if (fingerprint().id !== wanted.id && attempt < 3) continue;
      putInPlace(temp, join(distDir, wanted.id));
      say(line);
    } finally {
      rmSync(temp, { recursive: true, force: true });
    }
    pruneBuilds(distDir, wanted.id);
  }
}

/** Makes every target in the folder `temp`; unchanged ones come from the current build. Resolves to the lines to print. */
async function makeIn(
  /** @type {string} */ temp,
  /** @type {{ id: string, hashes: Record<string, string> }} */ { id, hashes },
) {
  const startedAt = performance.now();
  const previous = finished(readJson(pointer)?.id ?? 'none');
  mkdirSync(temp, { recursive: true });
  const made = [];
  for (const target of targets) {
    const isSame = previous?.hashes[target.name] === hashes[target.name];
    if (previous !== undefined && isSame) {
      linkTree(join(previous.dir, target.name), join(temp, target.name));
      continue;
    }
    const { bundle } = await import('./bundle.mjs');
    await bundle(target.name, sourceEntries(target), join(temp, target.name));
    made.push(target.name);
  }
  const { SBOM_FILE, sbomOf } = await import('./package/sbom.mjs');
  writeFileSync(join(temp, SBOM_FILE), sbomOf(temp));
  writeFileSync(join(temp, 'build.json'), JSON.stringify({ id, hashes }));
  return `built ${made.join(', ') || 'nothing new'} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}

/** Takes over an unchanged target. Builds never change, so they may share files, where the file system has hard links. */
function linkTree(/** @type {string} */ from, /** @type {string} */ to) {
  if (!existsSync(from)) return;
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const target = join(to, relative(from, entry.parentPath), entry.name);
    mkdirSync(dirname(target), { recursive: true });
    linkOrCopy(join(entry.parentPath, entry.name), target);
  }
}

function linkOrCopy(/** @type {string} */ from, /** @type {string} */ to) {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/** Renames the folder to its final name; when another build was there first, that one stays. */
function putInPlace(/** @type {string} */ temp, /** @type {string} */ dir) {
  try {
    renameSync(temp, dir);
  } catch (error) {
    if (!['EEXIST', 'ENOTEMPTY', 'EPERM'].includes(error.code) || !existsSync(join(dir, 'build.json'))) throw error;
  }
}

/** The build with this id when it is complete; it becomes the current one. */
function finished(/** @type {string} */ id) {
  const build = readJson(join(distDir, id, 'build.json'));
  if (build === undefined) return undefined;
  if (readJson(pointer)?.id !== id) pointAt(id);
  return { id, dir: join(distDir, id), hashes: build.hashes };
}

function pointAt(/** @type {string} */ id) {
  const temp = `${pointer}.${process.pid}`;
  writeFileSync(temp, JSON.stringify({ id }));
  renameSync(temp, pointer);
}

function readJson(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

// With --dir the one line on stdout is the build's folder, for programs that start this one.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const startedAt = performance.now();
  const isForProgram = process.argv.includes('--dir');
  try {
    const build = await ensureBuilt({ say: isForProgram ? console.error : console.log });
    const ms = Math.round(performance.now() - startedAt);
    console.log(isForProgram ? build.dir : `${relative(process.cwd(), build.dir)} is up to date (${ms} ms)`);
  } catch (error) {
    console.error(`HF-CLI-903: the build failed; mend what is named here and run it again.\n${error.stack}`);
    process.exitCode = 1;
  }
}
