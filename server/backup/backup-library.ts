// A backup of the library: every row of every table that matters, out of one read transaction, while servers and desks go on. The same form
// for every database, so that a library can also be moved from one to another by it.

import { sql, type QueryResult, type RawBuilder } from 'kysely';
import type { Clock } from '../../shared/core/ports.ts';
import { readHead } from '../feed/read-head.ts';
import type { ReadTx, Store } from '../store/store.ts';
import type { BulkTable } from '../store/table-keys.ts';
import { BACKED_UP, BACKUP_KEYS } from './backed-up-tables.ts';
import { writeBackup, type BackupFrame, type BackupSeal } from './backup-file.ts';

const PAGE = 1_000;

/** The contents of a backup. */
export type BackupReport = { readonly rows: number; readonly epoch: string; readonly position: number };

/** Writes a backup to a file that is not there yet. `seal` keeps its key; null = it is not encrypted. */
export async function backupLibrary(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  path: string,
  seal: BackupSeal | null,
): Promise<BackupReport> {
  return store.readLong(async (tx) => {
    const { epoch, position } = await readHead(tx);
    const { version: tables } = await tx.db
      .selectFrom('schema_version')
      .select((row) => row.fn.max('version').as('version'))
      .executeTakeFirstOrThrow();
    let rows = 0;
    const frames = allRows(tx, (count) => {
      rows += count;
    });
    await writeBackup(path, { tables, epoch, position, at: clock.now() }, { frames, seal });
    return { rows, epoch, position };
  });
}

async function* allRows(tx: ReadTx, counted: (rows: number) => void): AsyncGenerator<BackupFrame> {
  for (const table of BACKED_UP) {
    for await (const rows of pagesOf(tx, table)) {
      counted(rows.length);
      yield { table, rows };
    }
  }
}

type AnyRow = Readonly<Record<string, string | number | null>>;

async function* pagesOf(tx: ReadTx, table: BulkTable): AsyncGenerator<readonly AnyRow[]> {
  const keys = BACKUP_KEYS[table];
  const columns = sql.join(keys.map((key) => sql.ref(key)));
  let last: AnyRow | null = null;
  for (;;) {
    const from: AnyRow | null = last;
    const after: RawBuilder<unknown> =
      from === null ? sql`` : sql`where (${columns}) > (${sql.join(keys.map((key) => from[key] ?? null))})`;
    const { rows }: QueryResult<AnyRow> = await sql<AnyRow>`
      select * from ${sql.table(table)} ${after} order by ${columns} limit ${sql.lit(PAGE)}`.execute(tx.db);
    if (rows.length > 0) yield rows;
    last = rows.at(-1) ?? null;
    if (last === null || rows.length < PAGE) return;
  }
}
