// A folder of this OS user under the temporary folder for files that tests unpack once: a browser, database programs. Each entry is made beside and
// renamed into place, so processes that start together do not meet half of it.

import { existsSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * The folder `name` of the cache; `fill` writes it into `dir` when it is not there yet. The name must carry the version of what is in it. Others may
 * read the folder; a cache folder of another user is refused.
 */
export function unpackedOnce(name: string, fill: (dir: string, finalDir: string) => void): string {
  const cache = ownFolder();
  const dir = join(cache, name);
  if (existsSync(dir)) return dir;
  const temp = mkdtempSync(join(cache, '.new-'));
  try {
    const fresh = join(temp, name);
    mkdirSync(fresh, { mode: 0o755 });
    fill(fresh, dir);
    putInPlace(fresh, dir);
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
  return dir;
}

function ownFolder(): string {
  const { uid } = userInfo();
  // A run whose temporary folder goes with it names another place for its unpacked files.
  const dir = join(process.env['HOLDFAST_TEST_CACHE'] ?? tmpdir(), `holdfast-cache-${uid}`);
  mkdirSync(dir, { mode: 0o755, recursive: true });
  const found = lstatSync(dir);
  if (!found.isDirectory() || (uid >= 0 && found.uid !== uid))
    throw new Error(`${dir} belongs to someone else; remove it`);
  return dir;
}

function putInPlace(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}
