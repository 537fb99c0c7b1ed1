// A backup of the library: every row of every table that matters, out of one read transaction, while servers and desks go on. The same form
// for every database, so that a library can also be moved from one to another by it.

import type { Clock } from '../../shared/core/ports.ts';
import { readHead } from '../feed/read-head.ts';
import type { ReadTx, Store } from '../store/store.ts';
import type { BulkTable } from '../store/table-keys.ts';
import { tablePages, type StoredRow } from '../store/table-pages.ts';
import { BACKED_UP } from './backed-up-tables.ts';
import { writeBackup, type BackupFrame, type BackupSeal } from './backup-file.ts';

/** The contents of a backup. */
export type BackupReport = { readonly rows: number; readonly epoch: string; readonly position: number };

/** Writes a backup to a file that is not there yet. `seal` keeps its key; null = it is not encrypted. `seen` gets every row as it was read. */
export async function backupLibrary(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  path: string,
  seal: BackupSeal | null,
  seen: (table: BulkTable, rows: readonly StoredRow[]) => void = () => undefined,
): Promise<BackupReport> {
  return store.readLong(async (tx) => {
    const { epoch, position } = await readHead(tx);
    const { version: tables } = await tx.db
      .selectFrom('schema_version')
      .select((row) => row.fn.max('version').as('version'))
      .executeTakeFirstOrThrow();
    let rows = 0;
    const frames = allRows(tx, (table, page) => {
      rows += page.length;
      seen(table, page);
    });
    await writeBackup(path, { tables, epoch, position, at: clock.now() }, { frames, seal });
    return { rows, epoch, position };
  });
}

async function* allRows(
  tx: ReadTx,
  seen: (table: BulkTable, rows: readonly StoredRow[]) => void,
): AsyncGenerator<BackupFrame> {
  for (const table of BACKED_UP) {
    for await (const rows of tablePages(tx, table)) {
      seen(table, rows);
      yield { table, rows };
    }
  }
}
