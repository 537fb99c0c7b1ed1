// Takes an export of Holdfast's own shape into a database without a library, to the same state. All files are looked through first: nothing is
// written of an export that is damaged, cut off or of other tables. Sign-in secrets are not in an export, and the desks of before are revoked:
// they know the old server, and join anew with a code.

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { MANIFEST, ManifestSchema, type ExportedFile, type Manifest } from '../../export/export-folder.ts';
import { EXPORTED } from '../../export/exported-tables.ts';
import { MIGRATIONS } from '../../store/migrations/all-migrations.ts';
import { readAllRows } from '../../store/read-rows.ts';
import { KIND_OF_TABLE, parseRow } from '../../store/state-tables.ts';
import type { BulkRow, ReadTx, WriteTx } from '../../store/store.ts';
import type { BulkTable } from '../../store/table-keys.ts';
import type { ImportOptions, ImportResult } from '../import-options.ts';
import { startTally } from '../tally.ts';
import { noteChanges, startReport } from '../write/import-report.ts';
import { readJsonLines } from './read-json-lines.ts';

type Part = { readonly file: ExportedFile; readonly table: BulkTable };

/** Throws HF-IMPORT-001 to -004 for the files, HF-IMPORT-009 where there is a library already, HF-IMPORT-010 for tables of another version. */
export async function importHoldfast({ path, store, clock, dryRun, onProgress }: ImportOptions): Promise<ImportResult> {
  const manifest = readManifest(path);
  if (store !== null) await store.read(refuseOther);
  const parts = partsOf(manifest);
  const total = parts.reduce((sum, { file }) => sum + file.rows, 0);
  const tally = startTally();
  const report = startReport();
  let done = 0;
  for (const part of parts) {
    const { table } = part;
    for await (const rows of pagesOf(path, part)) {
      for (const { line, row } of rows) checkRow(part, line, row);
      tally.take(table, rows.length);
      const added = rows.map(({ row }) => ({ sourceId: String(Object.values(row)[0]), fields: null }));
      noteChanges(report, table, added);
      done += rows.length;
      onProgress?.({ done, total });
    }
  }
  if (store !== null && dryRun !== true)
    await store.write(async (tx) => {
      // Another import may have come first.
      await refuseOther(tx);
      for (const part of parts)
        for await (const rows of pagesOf(path, part))
          await tx.upsert(
            part.table,
            rows.map(({ row }) => storedRow(part.table, row, clock.now())),
          );
      await goOnFrom(tx, manifest.position);
    });
  tally.note({ file: MANIFEST, line: null, text: 'nobody can sign in yet: give PINs with holdfast staff pin' });
  tally.note({ file: MANIFEST, line: null, text: 'the desks of before are revoked: each joins anew with a code' });
  return { ...tally.result(), ...report, written: done, zone: manifest.library.zone };
}

function readManifest(path: string): Manifest {
  const read = (): unknown => {
    try {
      return JSON.parse(readFileSync(join(path, MANIFEST), 'utf8'));
    } catch (error) {
      const isThere = error instanceof SyntaxError;
      throw isThere
        ? new HoldfastError('HF-IMPORT-003', { file: MANIFEST, why: 'it is not JSON' })
        : new HoldfastError('HF-IMPORT-002', { path, files: MANIFEST });
    }
  };
  const parsed = ManifestSchema.safeParse(read());
  if (!parsed.success || parsed.data.shape !== 'holdfast')
    throw new HoldfastError('HF-IMPORT-003', {
      file: MANIFEST,
      why: 'it is not that of an export of the shape holdfast',
    });
  const newest = MIGRATIONS.at(-1)?.version ?? 0;
  if (parsed.data.tables !== newest)
    throw new HoldfastError('HF-IMPORT-010', { theirs: parsed.data.tables, ours: newest });
  return parsed.data;
}

async function refuseOther(tx: ReadTx): Promise<void> {
  const [present] = await readAllRows(tx, 'library');
  if (present !== undefined) throw new HoldfastError('HF-IMPORT-009', { present: present.name });
}

/** The files of tables, in the order in which they are written. */
function partsOf({ files }: Manifest): Part[] {
  const byTable = new Map(files.flatMap((file) => (file.table === undefined ? [] : [[file.table, file] as const])));
  const missing = EXPORTED.filter(({ table }) => !byTable.has(table));
  if (missing.length > 0)
    throw new HoldfastError('HF-IMPORT-003', {
      file: MANIFEST,
      why: `it names no file of ${missing.map(({ table }) => table).join(', ')}`,
    });
  return EXPORTED.flatMap(({ table }) => {
    const file = byTable.get(table);
    // A name from a manifest must be one below this folder, so that no manifest reads other files.
    if (file !== undefined && file.name !== `data/${table}.jsonl`)
      throw new HoldfastError('HF-IMPORT-003', {
        file: MANIFEST,
        why: `the file of ${table} is not data/${table}.jsonl`,
      });
    return file === undefined ? [] : [{ file, table }];
  });
}

type JsonRow = Readonly<Record<string, unknown>>;

function pagesOf(
  path: string,
  { file }: Part,
): AsyncGenerator<readonly { readonly line: number; readonly row: JsonRow }[]> {
  return readJsonLines({ path: join(path, file.name), name: file.name, sha256: file.sha256 });
}

function checkRow({ file, table }: Part, line: number, row: JsonRow): void {
  const kind = KIND_OF_TABLE.get(table);
  const cell = Object.entries(row).find(
    ([column, value]) =>
      !(column === 'body' && kind !== undefined) && !['string', 'number'].includes(typeof value) && value !== null,
  );
  const fault = cell === undefined ? null : `${cell[0]} is neither text nor a number`;
  if (fault !== null) throw damaged(file.name, line, fault);
  if (kind === undefined) return;
  try {
    parseRow(kind, JSON.stringify(row['body']));
  } catch (error) {
    throw damaged(file.name, line, error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it is no row');
  }
}

function damaged(file: string, line: number, why: string): HoldfastError {
  return new HoldfastError('HF-IMPORT-004', { file, line, why });
}

/** The row as it is stored. A random hash fits no PIN. */
function storedRow(table: BulkTable, row: JsonRow, now: Instant): BulkRow {
  const kind = KIND_OF_TABLE.get(table);
  const stored = parseCells(kind === undefined ? row : { ...row, body: JSON.stringify(row['body']) });
  if (table === 'staff')
    return {
      ...stored,
      salt: randomBytes(16).toString('hex'),
      pin_hash: randomBytes(32).toString('hex'),
      badge_digest: null,
    };
  if (table === 'desk')
    return { ...stored, pepper: '', status: 'revoked', revoked_at: stored['revoked_at'] ?? now, feed_position: null };
  return stored;
}

/** Checked cell by cell before. */
function parseCells(row: JsonRow): BulkRow {
  return row as BulkRow;
}

/** The feed goes on from where the library was. No desk has a copy of this one. */
async function goOnFrom(tx: WriteTx, position: number): Promise<void> {
  await tx.db.updateTable('feed_head').set({ position, floor: position }).execute();
}
