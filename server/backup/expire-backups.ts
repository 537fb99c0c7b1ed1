// Backups hold people's acts of the moment they were made, purged or not since: they are kept for a time and no longer. The library that a
// restore set aside is a copy as well. [I19]

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../shared/core/instant.ts';
import { readBackupHeader } from './backup-file.ts';

/** Deletes the backups of libraries in a folder that were made before a moment; returns their paths. Other files are left alone. */
export function expireBackups(folder: string, before: Instant): string[] {
  const paths = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(folder, name));
  const old = paths.filter((path) => (readBackupHeader(path)?.at ?? Infinity) < before);
  for (const path of old) {
    rmSync(path);
    // Its keys, sealed to the recovery kit.
    rmSync(`${path}.keys`, { force: true });
  }
  return old;
}

const SET_ASIDE = /^central-(?:before-restore-(\d+)\.db(?:-wal|-shm)?|set-aside-(\d+)\.log)$/;

/** The name that the library gets that a restore replaces. */
export function setAsideName(at: Instant): string {
  return `central-before-restore-${at}.db`;
}

/** Deletes libraries that a restore set aside before a moment, and logs that a start did. */
export function expireSetAside(dataDir: string, before: Instant): void {
  for (const name of readdirSync(dataDir)) {
    const found = SET_ASIDE.exec(name);
    const at = found?.[1] ?? found?.[2];
    if (at !== undefined && Number(at) < before) rmSync(join(dataDir, name));
  }
}
