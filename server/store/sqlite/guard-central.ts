// Looks at the embedded database of a server before anything is written to it: its pages, the rest of its log, and whether it is where it was.
// SQLite takes the sound part of a log and is silent about the rest; a server that went on would take other acts under positions that desks have.
// [I1] [I10] [I23]

import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { restOfLog } from '../../../db/open/log-rest.ts';
import { errorAt } from '../../../db/open/sqlite-error.ts';
import { syncFile } from '../../../db/open/sync-file.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { pageFaults } from './page-faults.ts';
import { openReader, type SqliteAccess, type SqliteConnection } from './sqlite-connection.ts';

/** Up to this size every page is read at each start, which takes about 0.1 s; a larger database is checked beside the running server. */
export const CHECKED_AT_START_BYTES = 64 * 1024 * 1024;

export type Guarding = {
  /** The position that the library is known to have had. */
  readonly known: number;
  readonly now: Instant;
  /** Called with the position that the library is known to have had, where that turns out to be another. */
  readonly noteKnown: (position: number) => Promise<void>;
};

/**
 * Throws HF-DB-002 where pages cannot be read, HF-DB-062 where the newest changes are gone, HF-DB-063 where commits cannot be read in the log,
 * which is set aside then. Writes nothing to the database.
 */
export async function guardCentral(access: SqliteAccess, { known, now, noteKnown }: Guarding): Promise<void> {
  const copy = copyLog(access.path);
  try {
    const { position, commits, faults } = look(access);
    if (faults.length > 0) throw new HoldfastError('HF-DB-002', { path: access.path });
    if (commits > 0) {
      if (copy !== null) keepCopy(copy, join(dirname(access.path), `central-set-aside-${now}.log`));
      // The next start asks for the same, even if another program has opened the file meanwhile.
      await noteKnown(Math.max(known, position + commits));
      throw new HoldfastError('HF-DB-063', { path: `${access.path}-wal` });
    }
    if (position < known)
      throw new HoldfastError('HF-DB-062', { path: access.path, known: String(known), found: String(position) });
  } finally {
    if (copy !== null) rmSync(copy, { force: true });
  }
}

function look(access: SqliteAccess): {
  readonly position: number;
  readonly commits: number;
  readonly faults: readonly string[];
} {
  const reader = openOrExplain(access);
  try {
    const head = reader.raw.prepare("select 1 from sqlite_schema where name = 'feed_head'").get();
    // A start that was killed before it had made any table.
    const position =
      head === undefined
        ? 0
        : Number(reader.raw.prepare('select position from feed_head where id = 1').pluck().get() ?? 0);
    const isSmall = statSync(access.path).size <= CHECKED_AT_START_BYTES;
    return { position, commits: restOfLog(access.path).commits, faults: isSmall ? pageFaults(reader.raw) : [] };
  } catch (error) {
    throw errorAt(access.path, error);
  } finally {
    reader.close();
  }
}

function openOrExplain(access: SqliteAccess): SqliteConnection {
  try {
    return openReader(access);
  } catch (error) {
    throw errorAt(access.path, error);
  }
}

function copyLog(path: string): string | null {
  const log = `${path}-wal`;
  if (!existsSync(log) || statSync(log).size === 0) return null;
  const copy = `${path}-checking`;
  try {
    rmSync(copy, { force: true });
    copyFileSync(log, copy);
  } catch (error) {
    rmSync(copy, { force: true });
    throw errorAt(copy, error);
  }
  return copy;
}

function keepCopy(copy: string, kept: string): void {
  syncFile(copy);
  renameSync(copy, kept);
  syncFile(kept);
}
