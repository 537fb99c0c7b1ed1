// Reports of the library that were taken out as files, and by whom, for the audit. Kept at the server; a desk keeps its own exports in its ledger.

import { staffId } from '../../shared/core/ids.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import type { AuditedExport, ExportedReport } from '../../shared/reports/audit/audited-export.ts';
import type { ReportPeriod } from '../../shared/reports/question.ts';
import { newId } from '../new-id.ts';
import type { ReadTx, Store } from '../store/store.ts';
import { deskNames } from './library-names.ts';

type Parts = { readonly store: Store; readonly clock: Clock; readonly random: Random };

/** Notes one. `desk` is its id, null for who asks at the server itself. */
export async function noteExport(
  { store, clock, random }: Parts,
  { kind, period, form, audience }: ExportedReport,
  {
    way,
    desk,
    staff,
  }: { readonly way: AuditedExport['way']; readonly desk: string | null; readonly staff: string | null },
): Promise<void> {
  const row = {
    id: newId(clock, random),
    at: clock.now(),
    way,
    desk_id: desk,
    staff_id: staff,
    kind,
    from_at: period.from,
    to_at: period.to,
    form,
    audience,
  };
  await store.write((tx) => tx.upsert('report_export', [row]));
}

/** Those of a time, the oldest first. */
export async function exportsBetween(tx: ReadTx, { from, to }: ReportPeriod): Promise<AuditedExport[]> {
  const desks = await deskNames(tx);
  const rows = await tx.db
    .selectFrom('report_export')
    .selectAll()
    .where('at', '>=', from)
    .where('at', '<', to)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    at: row.at,
    way: row.way,
    of: 'library',
    desk: row.desk_id === null ? null : (desks.get(row.desk_id) ?? row.desk_id),
    staffId: row.staff_id === null ? null : staffId(row.staff_id),
    kind: row.kind,
    period: { from: row.from_at, to: row.to_at },
    form: row.form,
    audience: row.audience,
  }));
}
