// Puts a whole new file in place of an old one, so that a crash leaves one or the other.

import { chownSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorAt } from './sqlite-error.ts';
import { syncFile } from './sync-file.ts';

/** Replaces the file at `path` (mode 0600), on the disk before it returns. Its folder is made where it is missing. */
export function replaceFile(path: string, bytes: string | Uint8Array): void {
  const fresh = `${path}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    rmSync(fresh, { force: true });
    writeFileSync(fresh, bytes, { mode: 0o600 });
    keepOwner(fresh, path);
    syncFile(fresh);
    renameSync(fresh, path);
    syncFile(path);
  } catch (error) {
    throw errorAt(path, error);
  }
}

/** Root that restores a library gives its new files to the account that the server runs under. */
function keepOwner(fresh: string, path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(existsSync(path) ? path : dirname(path));
  chownSync(fresh, uid, gid);
}
