// A rehearsal: backs the library up while it runs, restores the backup beside it as a restore would, compares every table with the rows that were backed
// up, and leaves nothing behind. The running library is only read. [I18]

import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorAt } from '../../db/open/sqlite-error.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import type { Place } from '../store/open-store.ts';
import { withScratchSchema } from '../store/postgres/scratch-schema.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite.ts';
import { StoreFailureError, type Store } from '../store/store.ts';
import type { BackupSeal } from './backup-file.ts';
import { backupLibrary } from './backup-library.ts';
import { restoreEmbedded, restoreIntoStore, type RestoreParts } from './restore-library.ts';
import { compareTallies, createTally, tallyTables, type Tallies } from './tally-tables.ts';

export type RehearsalParts = {
  readonly store: Store;
  readonly place: Place;
  readonly clock: Clock;
  readonly random: Random;
  /** The keeper of the backup's key, as in a real one. */
  readonly seal: BackupSeal;
  /** A folder of its own, made for the time: the backup lies there, and an embedded library is restored there. Its earlier content is deleted. */
  readonly folder: string;
};

/** Rehearses. Returns how many rows came back. Throws HF-SERVER-080 for a difference, HF-SERVER-017, 081 or HF-DB-… where it could not be made. */
export async function rehearseRestore(parts: RehearsalParts): Promise<number> {
  const { store, clock, random, seal, folder } = parts;
  try {
    makeEmpty(folder);
    const path = join(folder, 'backup');
    const tally = createTally();
    const { rows } = await backupLibrary({ store, clock }, path, seal, tally.add);
    const restored = await tallyRestored(parts, path, { clock, random, seals: [seal] });
    compareTallies(tally.done(), restored);
    return rows;
  } catch (error) {
    throw error instanceof StoreFailureError ? errorAt(folder, error.cause ?? error) : error;
  } finally {
    clear(folder);
  }
}

async function tallyRestored({ place, folder }: RehearsalParts, path: string, parts: RestoreParts): Promise<Tallies> {
  const { clock, random } = parts;
  const birth = { now: clock.now(), epoch: Buffer.from(random.bytes(16)).toString('hex') };
  if (place.kind === 'postgres')
    return withScratchSchema(place.url, birth, async (scratch) => {
      await restoreIntoStore(scratch, path, parts);
      return scratch.read(tallyTables);
    });
  const dir = join(folder, 'restored');
  makeFolder(dir);
  // A key of its own, kept nowhere: files left by a killed rehearsal cannot be opened.
  const key = randomBytes(32);
  await restoreEmbedded({ dir, key }, path, parts);
  const scratch = await openSqliteStore({ path: join(dir, 'central.db'), key }, birth);
  try {
    return await scratch.read(tallyTables);
  } finally {
    await scratch.close();
  }
}

function makeEmpty(dir: string): void {
  clear(dir);
  makeFolder(dir);
}

function makeFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw errorAt(dir, error);
  }
}

/** The next rehearsal reports a folder that could not be deleted: it finds its backup there already. */
function clear(dir: string): void {
  try {
    rmSync(dir, { recursive: true, force: true });
  } catch {
    return;
  }
}
