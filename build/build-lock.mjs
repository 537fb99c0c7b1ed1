// Lets one build at a time do the work; others wait and find it done. Only a saving: builds write to folders of their own and put the
// finished one in place by a rename, so two at once could not harm each other.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const WAIT_MS = 50;
const GIVE_UP_MS = 120_000;

/**
 * Runs `work` while holding `lockFile`. Goes ahead without it after two minutes.
 * @template T
 * @param {string} lockFile
 * @param {() => Promise<T>} work
 */
export async function withBuildLock(lockFile, work) {
  mkdirSync(dirname(lockFile), { recursive: true });
  const giveUpAt = performance.now() + GIVE_UP_MS;
  while (!tryLock(lockFile) && performance.now() < giveUpAt) await wait(WAIT_MS);
  try {
    return await work();
  } finally {
    if (holderOf(lockFile) === process.pid) rmSync(lockFile, { force: true });
  }
}

function tryLock(/** @type {string} */ lockFile) {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const holder = holderOf(lockFile);
    if (holder !== undefined && !isAlive(holder)) rmSync(lockFile, { force: true });
    return false;
  }
}

/** The process in the lock file; undefined when there is none or it is being written just now. */
function holderOf(/** @type {string} */ lockFile) {
  try {
    const pid = Number.parseInt(readFileSync(lockFile, 'utf8'), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether a process of this machine runs under that id; one of another OS user counts. */
export function isAlive(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
