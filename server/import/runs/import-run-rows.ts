// The rows of imports by a command. They are the server's own and on no feed to desks.

import { MINUTE_MS, type Instant } from '../../../shared/core/instant.ts';
import { ImportRunSchema, type ImportRun } from '../../../shared/wire/import-runs.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';

const BodySchema = ImportRunSchema.omit({ id: true, begunAt: true });

/** Large files are looked through, and the last pieces written, without a sign. */
const SILENT_AFTER_MS = 15 * MINUTE_MS;

/** Writes a run as it is now. */
export async function writeImportRun(tx: WriteTx, { id, begunAt, ...body }: ImportRun): Promise<void> {
  await tx.upsert('import_run', [{ id, begun_at: begunAt, body: JSON.stringify(body) }]);
}

/** The newest runs. One whose command gave no sign for long was stopped from outside. */
export async function readImportRuns({ db }: ReadTx, now: Instant, limit: number): Promise<ImportRun[]> {
  const rows = await db
    .selectFrom('import_run')
    .selectAll()
    .orderBy('begun_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id, begun_at: begunAt, body }) => {
    const run: ImportRun = { id, begunAt: Number(begunAt), ...BodySchema.parse(JSON.parse(body)) };
    const isSilent = run.endedAt === null && now - run.seenAt > SILENT_AFTER_MS;
    return isSilent ? { ...run, state: 'stopped' } : run;
  });
}

/** Forgets runs that began before a moment: their samples name rows of people. [I19] */
export async function forgetImportRuns(tx: WriteTx, before: Instant): Promise<void> {
  await tx.db.deleteFrom('import_run').where('begun_at', '<', before).execute();
}
