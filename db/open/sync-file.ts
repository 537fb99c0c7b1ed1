// Makes a file and its name last through a loss of power.

import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** Forces the file, then the folder that names it, to the disk. */
export function syncFile(path: string): void {
  syncOne(path, 'r+');
  // Windows cannot open a folder and keeps names by itself.
  if (process.platform !== 'win32') syncOne(dirname(path), 'r');
}

function syncOne(path: string, flags: string): void {
  const fd = openSync(path, flags);
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
