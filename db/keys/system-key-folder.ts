// Where the keys of a data folder are when nothing seals them, or a passphrase does: under the OS user's state folder, never in the data
// folder itself. A data folder has a random name of its own in `key-id`, so that it can be moved.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { errorCode } from '../open/driver.ts';
import { errorAt } from '../open/sqlite-error.ts';
import { syncFile } from '../open/sync-file.ts';
import { missingKeys } from './missing-keys.ts';

/** The key file of a data folder; the folder must exist. HOLDFAST_STATE_DIR names another state folder. */
export function keyFilePath(dir: string, state: string = stateFolder()): string {
  return join(state, 'keys', keyId(dir), 'keys.json');
}

/** The same where the keys are to be brought back: a folder that lost its name as well gets a new one. */
export function recoveredKeyPath(dir: string, state: string = stateFolder()): string {
  const path = join(dir, 'key-id');
  try {
    if (!existsSync(path)) nameFolder(path);
  } catch (error) {
    throw errorAt(path, error);
  }
  return keyFilePath(dir, state);
}

/** Holdfast's own folder among the OS user's program state. */
export function stateFolder(): string {
  const { HOLDFAST_STATE_DIR, XDG_STATE_HOME, LOCALAPPDATA } = process.env;
  if (isSet(HOLDFAST_STATE_DIR)) return HOLDFAST_STATE_DIR;
  if (isSet(XDG_STATE_HOME)) return join(XDG_STATE_HOME, 'holdfast');
  if (process.platform === 'win32' && isSet(LOCALAPPDATA)) return join(LOCALAPPDATA, 'Holdfast');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Holdfast');
  return join(homedir(), '.local', 'state', 'holdfast');
}

/** The passphrase that HOLDFAST_PASSPHRASE_FILE names; null when it is not set. A line end at its end is not part of it. */
export function passphraseFromFile(): string | null {
  const path = process.env['HOLDFAST_PASSPHRASE_FILE'];
  return isSet(path) ? readPassphrase(path) : null;
}

/** The passphrase in a file. Throws HF-DB-004 … when it cannot be read. */
export function readPassphrase(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw errorCode(error) === 'ENOENT'
      ? new HoldfastError('HF-DB-004', { path }, { cause: error })
      : errorAt(path, error);
  }
}

function isSet(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

/** Minted where nothing is yet. Beside files that wait for their keys another name would lead to none, now and after it was brought back. */
function keyId(dir: string): string {
  const path = join(dir, 'key-id');
  try {
    if (!existsSync(path)) {
      if (holdsFiles(dir)) throw missingKeys(dir);
      nameFolder(path);
    }
    const id = readFileSync(path, 'utf8').replace(/[^0-9a-z-]/gi, '');
    if (id === '') throw missingKeys(dir);
    return id;
  } catch (error) {
    throw errorAt(path, error);
  }
}

function nameFolder(path: string): void {
  writeFileSync(path, `${randomUUID()}\n`, { flag: 'wx', mode: 0o600 });
  syncFile(path);
}

/** Whether a desk or a server keeps encrypted files here. */
function holdsFiles(dir: string): boolean {
  return readdirSync(dir).some((name) => name.endsWith('.db'));
}
