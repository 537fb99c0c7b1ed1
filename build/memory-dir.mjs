// A temporary folder in memory for the tests, which make, force to the disk and delete small files all the time. Leftovers of a killed process are
// the same in memory; a test that measures times gets the disk.

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './build-lock.mjs';

const memory = '/dev/shm';
/** A run takes some 150 MB, and the machine needs the rest. */
const LEAST_FREE_BYTES = 2 * 1024 ** 3;

/** A new folder in memory, which the caller removes; null where there is none, too little of it, or no program may be run from it. */
export function makeMemoryDir() {
  if (process.platform !== 'linux') return null;
  removeForgotten();
  if (!hasRoom()) return null;
  const dir = mkdtempSync(join(memory, `holdfast-tests-${process.pid}-`));
  // PostgreSQL may run under another account.
  chmodSync(dir, 0o755);
  if (mayRunPrograms(dir)) return dir;
  rmSync(dir, { recursive: true });
  return null;
}

/** A run that is broken off leaves its folder. */
function removeForgotten() {
  const names = existsSync(memory) ? readdirSync(memory) : [];
  for (const name of names) {
    const [, pid] = /^holdfast-tests-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(memory, name), { recursive: true, force: true });
  }
}

function hasRoom() {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= LEAST_FREE_BYTES;
  } catch {
    return false;
  }
}

/** Containers often forbid it there. */
function mayRunPrograms(/** @type {string} */ dir) {
  const script = join(dir, 'tried');
  writeFileSync(script, '#!/bin/sh\n', { mode: 0o755 });
  const { status } = spawnSync(script);
  rmSync(script);
  return status === 0;
}
