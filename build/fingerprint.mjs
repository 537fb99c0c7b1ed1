// Finds out whether a target is stale. Contents decide, not times: a checkout or a copy of the tree changes times and nothing else.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir, recipe, targets } from './targets.mjs';

/** A short hash of all that goes into each target, and of all targets together (the build's id). */
export function fingerprint() {
  const files = new Map();
  for (const folder of new Set(targets.flatMap((target) => target.sources))) readTree(folder, files);
  for (const file of recipe) files.set(file, readFileSync(join(projectDir, file)));
  /** @type {Record<string, string>} */
  const hashes = {};
  for (const target of targets) hashes[target.name] = hashOf(target.sources, files);
  return { id: shortHash(JSON.stringify(hashes)), hashes };
}

function hashOf(/** @type {readonly string[]} */ sources, /** @type {Map<string, Buffer>} */ files) {
  const hash = createHash('sha256');
  for (const [file, bytes] of files) {
    if (!recipe.includes(file) && !sources.some((source) => file.startsWith(`${source}/`))) continue;
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex').slice(0, 16);
}

function readTree(/** @type {string} */ folder, /** @type {Map<string, Buffer>} */ files) {
  for (const entry of entriesOf(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) readTree(path, files);
    else files.set(path, readFileSync(join(projectDir, path)));
  }
}

function entriesOf(/** @type {string} */ folder) {
  try {
    return readdirSync(join(projectDir, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

function shortHash(/** @type {string} */ text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
