// Keeps the builds that programs run from: a program loads parts of itself late, so its folder must stay while it lives.
// Each program puts a file with its process id into `<build>/running/`; files of dead processes count for nothing.

import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './build-lock.mjs';

const KEEP_NEWEST = 4;
const KEEP_YOUNGER_MS = 60 * 60 * 1000;

/** Marks the build in `dir` as used by this process until it exits. A folder that cannot be written needs no mark: it is never pruned. */
export function markRunning(/** @type {string} */ dir) {
  const mark = join(dir, 'running', String(process.pid));
  try {
    mkdirSync(join(dir, 'running'), { recursive: true });
    writeFileSync(mark, '');
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(error.code)) return;
    throw error;
  }
  process.once('exit', () => rmSync(mark, { force: true }));
}

/** Deletes builds that no process runs, except the newest few and those of the last hour; also leftovers of killed builds. */
export function pruneBuilds(/** @type {string} */ distDir, /** @type {string} */ currentId) {
  const builds = foldersByAge(distDir).filter(({ name }) => /^(\.new-)?[\da-f]{12}/.test(name) && name !== currentId);
  for (const { name, ageMs } of builds.slice(KEEP_NEWEST)) {
    const dir = join(distDir, name);
    if (ageMs > KEEP_YOUNGER_MS && !isInUse(dir)) rmSync(dir, { recursive: true, force: true });
  }
}

function foldersByAge(/** @type {string} */ distDir) {
  const now = Date.now();
  return readdirSync(distDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, ageMs: now - statSync(join(distDir, name)).mtimeMs }))
    .sort((a, b) => a.ageMs - b.ageMs);
}

function isInUse(/** @type {string} */ dir) {
  try {
    return readdirSync(join(dir, 'running')).some((pid) => isAlive(Number(pid)));
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}
