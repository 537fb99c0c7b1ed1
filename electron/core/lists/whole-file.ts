// Writes a file whole or not at all, even if the program is killed.

import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';

const PARTIAL = /^\.\d+\.part$/;

/** Whether a file is an unfinished one of this name. */
export function isPartial(file: string, name: string): boolean {
  return file.startsWith(`${name}.`) && PARTIAL.test(file.slice(name.length));
}

/**
 * Replaces a file of the same name: others may be reading it. Throws the error of the file system, and then leaves
 * nothing.
 */
export function writeWhole(path: string, content: Uint8Array): void {
  const partial = `${path}.${process.pid}.part`;
  try {
    const file = openSync(partial, 'wx', 0o600);
    try {
      writeFileSync(file, content);
      // A service makes files for itself alone; the folder decides who may read these.
      fchmodSync(file, 0o640);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}
